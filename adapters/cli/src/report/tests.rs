use serde_json::json;

use crate::order::school::School;

/// ENR-07
#[test]
fn learners_are_counted_by_course_and_state_in_code_order() {
    let school = School::open();
    school.assign("ada", "ALG-30", "--order-date 2026-02-20");
    school.assign("grace", "ALG-30", "--order-date 2026-01-01");
    school.assign("alan", "ALG-SPRING", "--order-date 2026-02-01");
    let csv = |more: &str| school.done(&format!("report enrollments --output csv {more}")).output;
    let header = "course,enrolled,scheduled,unenrolled,expired";
    assert_eq!(csv(""), format!("{header}\nALG,1,1,0,1\nIDLE,0,0,0,0\n"));
    assert_eq!(csv("--at 2026-01-10 --course ALG"), format!("{header}\nALG,1,0,0,0\n"));
    assert_eq!(csv("--at 2026-08-01 --course alg"), format!("{header}\nALG,0,0,0,3\n"));
    school.done("enrollment unenroll --course ALG --customer ada@example.org");
    assert_eq!(csv("--course ALG"), format!("{header}\nALG,0,1,1,1\n"));
    let listed = school.json("report enrollments --course ALG");
    assert_eq!(listed["items"][0]["unenrolled"], json!(1));
    assert!(listed["items"][0]["id"].as_str().unwrap().starts_with("crs_"));
}

#[test]
fn a_report_on_a_course_that_does_not_exist_is_not_found() {
    assert_eq!(School::open().run("report enrollments --course NONE").code, 3);
}
