use rollbook_domain::port::{AnswersQuery, TranscriptQuery};

use super::customers::places;
use super::{Keys, Read, answer, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "transcript" => |tenant| tenant.find_transcript(keys.customer);
        "a part of a transcript" => |tenant| tenant.transcript_part(keys.customer, places());
        "what a module sent" => |tenant| tenant.find_cmi(keys.customer, keys.item);
    }
    let all = TranscriptQuery::default;
    let (course, some) = (Some(keys.course), Some(vec![keys.customer, keys.buyer, keys.manager]));
    for (middle, name, query) in [
        (keys.customer, "transcripts", all()),
        (keys.customer, "transcripts about a course", TranscriptQuery { course, ..all() }),
        (keys.manager, "transcripts of some customers", TranscriptQuery { customers: some.clone(), ..all() }),
        (
            keys.manager,
            "transcripts of some customers about a course",
            TranscriptQuery { course, customers: some.clone() },
        ),
    ] {
        for page in pages(&middle.to_string()) {
            let query = query.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.transcripts(&query, &page))));
        }
    }
    for page in pages(&keys.submission.to_string()) {
        for (name, customer) in [("answers", None), ("answers of a customer", Some(keys.customer))] {
            let (query, page) = (AnswersQuery { item: keys.item, customer }, page.clone());
            found.push(Read::new(name, move |tenant| answer(tenant.answers(&query, &page))));
        }
    }
}
