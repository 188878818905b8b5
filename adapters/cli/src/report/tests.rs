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

/// REG-20, REG-38, Q-03
#[test]
fn seats_are_counted_by_order_line_with_the_days_nobody_uses() {
    let school = School::open();
    school.done("price edit ALG-30 --registration-codes yes");
    school.done("price edit ALG-LAUNCH --registration-codes yes");
    let place = "order place --customer ada@example.org --order-date 2026-02-20";
    let order = school.json(&format!("{place} --price ALG-30 --quantity 5 --price ALG-LAUNCH --quantity 2"));
    let order = order["id"].as_str().unwrap();
    school.done("seat assign --buyer ada@example.org --product ALGEBRA --to grace@example.org:Grace:Example");
    let csv = school.done("report seats --output csv").output;
    let line = |counts: &str| format!("ada@example.org,{order},ALGEBRA,{counts}\n");
    let header = "buyer,order,product,bought,available,pending,claimed,void\n";
    assert_eq!(csv, [header.to_owned(), line("5,4,0,1,0"), line("2,2,0,0,0")].concat());
    let listed = school.json("report seats --buyer ada@example.org --product algebra");
    let lines: Vec<_> = listed["items"].as_array().unwrap().iter().map(|line| &line["line"]).collect();
    assert_eq!(lines, [&json!(1), &json!(2)]);
    // From noon on 1 March to the start of 22 March in Berlin: 20 whole days for each of the four.
    assert_eq!(
        (&listed["items"][0]["unused_days"], &listed["items"][1]["unused_days"]),
        (&json!(80), &json!(null))
    );
    let table = school.done("report seats --output table").output;
    assert!(table.contains("UNUSED DAYS") && table.contains("80"), "{table}");
    for missing in ["--buyer nobody@example.org", "--product NONE", "--order ord_01h2xcejqtf2nbrexx3vqjhp41"]
    {
        assert_eq!(school.run(&format!("report seats {missing}")).code, 3, "{missing}");
    }
}
