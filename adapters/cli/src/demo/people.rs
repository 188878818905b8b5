//! The people of the story, named after mathematicians and scientists of the past.

/// Somebody.
pub(super) struct Person {
    pub(super) first_name: &'static str,
    pub(super) last_name: &'static str,
    pub(super) email: &'static str,
}

const fn person(first_name: &'static str, last_name: &'static str, email: &'static str) -> Person {
    Person { first_name, last_name, email }
}

/// Everybody, in the order of their accounts.
pub(super) const PEOPLE: &[Person] = &[
    person("Ada", "Lovelace", "ada@example.org"),
    person("Emmy", "Noether", "emmy@example.org"),
    person("Grace", "Hopper", "grace@example.org"),
    person("Sofja", "Kowalewskaja", "sofja@example.org"),
    person("Maria", "Agnesi", "maria@example.org"),
    person("Évariste", "Galois", "evariste@example.org"),
    person("Niels Henrik", "Abel", "niels@example.org"),
    person("Srinivasa", "Ramanujan", "srinivasa@example.org"),
    person("Sophie", "Germain", "sophie@example.org"),
    person("Carl Friedrich", "Gauß", "carl@example.org"),
    person("Leonhard", "Euler", "leonhard@example.org"),
    person("Bernhard", "Riemann", "bernhard@example.org"),
    person("Hypatia", "of Alexandria", "hypatia@example.org"),
    person("Omar", "Khayyam", "omar@example.org"),
    person("Muhammad", "al-Khwarizmi", "muhammad@example.org"),
    person("Takakazu", "Seki", "takakazu@example.org"),
    person("Zu", "Chongzhi", "zu@example.org"),
    person("Mary", "Somerville", "mary@example.org"),
    person("Florence", "Nightingale", "florence@example.org"),
    person("Ronald", "Fisher", "ronald@example.org"),
    person("Gertrude", "Cox", "gertrude@example.org"),
    person("Andrei", "Kolmogorow", "andrei@example.org"),
    person("Thomas", "Bayes", "thomas@example.org"),
    person("Karl", "Pearson", "karl@example.org"),
    person("Pafnuti", "Tschebyschow", "pafnuti@example.org"),
    person("Marie", "Curie", "marie@example.org"),
    person("Lise", "Meitner", "lise@example.org"),
    person("Dorothy", "Hodgkin", "dorothy@example.org"),
    person("Rosalind", "Franklin", "rosalind@example.org"),
    person("Chien-Shiung", "Wu", "chien-shiung@example.org"),
    person("Ernest", "Rutherford", "ernest@example.org"),
    person("Michael", "Faraday", "michael@example.org"),
    person("Dmitri", "Mendelejew", "dmitri@example.org"),
    person("Antoine", "Lavoisier", "antoine@example.org"),
    person("Alhazen", "of Basra", "alhazen@example.org"),
    person("Tycho", "Brahe", "tycho@example.org"),
    person("Caroline", "Herschel", "caroline@example.org"),
    person("Johannes", "Kepler", "johannes@example.org"),
    person("Wang", "Zhenyi", "wang@example.org"),
    person("Konrad", "Zuse", "konrad@example.org"),
];
