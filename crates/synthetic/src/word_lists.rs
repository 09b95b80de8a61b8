//! Lists of plain words that made-up titles, summaries and excerpts are combined from.

/// Rows of the picture: id and label.
pub(super) const LANES: &[(&str, &str)] = &[
    ("treaties", "Treaties"),
    ("trade", "Trade and customs"),
    ("science", "Science"),
    ("shipping", "Shipping"),
    ("health", "Public health"),
    ("rail", "Railways and roads"),
    ("visits", "Visits"),
    ("finance", "Money and banks"),
    ("schools", "Schools"),
    ("water", "Rivers and water"),
    ("energy", "Energy"),
    ("culture", "Culture"),
];

/// First syllables of names.
pub(super) const STARTS: &[&str] = &[
    "Kar", "Ost", "Bel", "Mir", "Tol", "Ven", "Ras", "Lun", "Dor", "Hal", "Pel", "Sor", "Vik", "Nar", "Gal",
    "Tam", "Bren", "Quor", "Eld", "Fen", "Jas", "Wes", "Zan", "Cor", "Ard", "Ulm", "Ivr", "Ors", "Yel",
    "Thar",
];

/// Middle syllables of names.
pub(super) const MIDDLES: &[&str] = &[
    "a", "e", "i", "o", "an", "el", "in", "or", "ur", "av", "ol", "ev", "am", "ist", "and", "ell", "ock",
    "ing", "ast", "orn",
];

/// Last syllables of names.
pub(super) const ENDS: &[&str] = &[
    "via", "ria", "land", "mar", "dal", "stad", "wick", "grad", "port", "mere", "holm", "dor", "nia", "ford",
    "burg", "gate", "lund", "sk", "tara", "vale",
];

/// Names with signs beyond ASCII.
pub(super) const ACCENTED: &[&str] =
    &["Évrane", "Brønholt", "Señal", "Łódvar", "Gärdenau", "Çelmar", "Þorvík", "Ñandora", "Órdova", "Žilmar"];

/// Given names.
pub(super) const GIVEN: &[&str] = &[
    "Ada", "Boris", "Clara", "Dara", "Emil", "Farah", "Goran", "Hana", "Ines", "Jonas", "Kira", "Leon",
    "Mina", "Nils", "Olga", "Paulo", "Rosa", "Samir", "Tara", "Ugo", "Vera", "Wen", "Yusuf", "Zoya",
];

/// What comes before a thing.
pub(super) const ADJECTIVES: &[&str] = &[
    "first",
    "second",
    "joint",
    "interim",
    "secret",
    "northern",
    "coastal",
    "annual",
    "lasting",
    "revised",
    "broad",
    "limited",
    "disputed",
    "draft",
    "public",
    "early",
    "final",
    "wider",
    "binding",
    "technical",
    "regional",
    "quiet",
    "formal",
    "urgent",
    "mutual",
    "common",
    "southern",
    "seasonal",
    "unsigned",
    "renewed",
];

/// What it is about.
pub(super) const TOPICS: &[&str] = &[
    "grain",
    "fishing",
    "tariff",
    "harbour",
    "telegraph",
    "railway",
    "border",
    "river",
    "coal",
    "postal",
    "copper",
    "timber",
    "vaccine",
    "satellite",
    "cable",
    "currency",
    "textile",
    "canal",
    "lighthouse",
    "survey",
    "quarantine",
    "customs",
    "patent",
    "library",
    "museum",
    "weather",
    "airmail",
    "refugee",
    "solar",
    "seismic",
    "census",
    "rubber",
    "tunnel",
    "radio",
];

/// What is made, opened or ended.
pub(super) const THINGS: &[&str] = &[
    "accord",
    "treaty",
    "commission",
    "protocol",
    "agreement",
    "convention",
    "council",
    "programme",
    "report",
    "inquiry",
    "exchange",
    "charter",
    "pact",
    "committee",
    "station",
    "fund",
    "dialogue",
    "memorandum",
    "exhibition",
    "expedition",
    "registry",
    "standard",
    "pledge",
    "settlement",
];

/// What two do with a thing.
pub(super) const TOGETHER: &[&str] = &[
    "sign",
    "discuss",
    "renew",
    "suspend",
    "ratify",
    "extend",
    "announce",
    "revise",
    "publish",
    "abandon",
    "celebrate",
    "draft",
    "reopen",
    "defend",
];

/// What happens to a thing.
pub(super) const HAPPENS: &[&str] = &[
    "opens",
    "is signed",
    "is announced",
    "collapses",
    "is renewed",
    "begins work",
    "takes effect",
    "lapses",
    "is delayed",
    "is ratified",
    "meets again",
    "is published",
    "moves",
    "is restored",
];

/// Kinds of meeting.
pub(super) const MEETINGS: &[&str] =
    &["conference", "congress", "summit", "round", "session", "hearing", "assembly", "workshop"];

/// Bodies that act.
pub(super) const BODIES: &[&str] = &[
    "Senate",
    "Ministry",
    "Chamber",
    "Academy",
    "Port Office",
    "Central Bank",
    "Observatory",
    "Guild",
    "Institute",
    "Court",
    "Post Office",
    "Railway Board",
];

/// What bodies do with a thing.
pub(super) const DECIDES: &[&str] = &[
    "approves",
    "rejects",
    "debates",
    "funds",
    "examines",
    "proposes",
    "postpones",
    "welcomes",
    "questions",
    "adopts",
];

/// How people speak.
pub(super) const SPEAKS: &[&str] =
    &["speaks on", "resigns over", "writes about", "lectures on", "testifies on", "leads talks on"];

/// How counted meetings begin.
pub(super) const ORDINALS: &[&str] = &[
    "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth",
    "Eleventh", "Twelfth",
];

/// Beginnings of sentences.
pub(super) const OPENERS: &[&str] = &[
    "The delegates of",
    "Officials from",
    "Merchants of",
    "Engineers from",
    "The envoys of",
    "Observers in",
    "The press of",
    "Scholars from",
    "Both chambers of",
    "The harbour masters of",
];

/// Middles of sentences.
pub(super) const ACTS: &[&str] = &[
    "agreed on a timetable for the",
    "asked for changes to the",
    "set aside money for the",
    "could not agree on the",
    "praised the progress of the",
    "sent a written answer about the",
    "named three members of the",
    "closed the books of the",
    "published the full text of the",
    "put off the vote on the",
    "toured the works of the",
    "signed two annexes to the",
];

/// Ends of sentences.
pub(super) const CLOSERS: &[&str] = &[
    "and promised a review within two years",
    "before the winter recess",
    "after a night of talks",
    "without a formal vote",
    "as the newspapers had expected",
    "and named a date for the next meeting",
    "although the costs were not known",
    "in the presence of both ministers",
    "on the advice of the board",
    "while the archives stayed closed",
];

/// Words in other scripts, plain nouns such as agreement, trade and harbour.
pub(super) const OTHER_SCRIPTS: &[&str] =
    &["贸易协定", "港口会议", "铁路", "科学", "ஒப்பந்தம்", "துறைமுகம்", "வணிகம்", "மாநாடு"];

/// Words with JSON escapes, as they stand in the file.
pub(super) const ESCAPED: &[&str] = &[
    "The minute book says \\\"agreed\\\".",
    "One line.\\n\\nAnother paragraph.",
    "Filed under A\\/B\\/C.",
    "Clauses 4\\u20137 stay open.",
    "Marked \\ud83d\\udea2 in the register.",
    "A tab\\tstands here, and a backslash \\\\ there.",
];

/// What actors take part as.
pub(super) const ROLES: &[&str] =
    &["signatory", "host", "participant", "announcer", "observer", "mediator", "author", "sponsor"];

/// Words to filter by; the first are the most frequent.
pub(super) const TAGS: &[&str] = &[
    "agreement",
    "visit",
    "statement",
    "meeting",
    "report",
    "law",
    "loan",
    "survey",
    "exhibition",
    "strike",
    "flood",
    "harvest",
    "opening",
    "closure",
    "election",
    "appointment",
    "resignation",
    "founding",
    "merger",
    "tariff",
    "embargo",
    "truce",
    "dispute",
    "ruling",
    "appeal",
    "budget",
    "census",
    "epidemic",
    "vaccine",
    "voyage",
    "launch",
    "discovery",
    "patent",
    "prize",
    "festival",
    "strategy",
    "pilot",
    "audit",
    "repair",
    "archive",
];

/// Publishers of sources.
pub(super) const PUBLISHERS: &[&str] = &[
    "Gazette",
    "Herald",
    "Courier",
    "State Archive",
    "Foreign Ministry",
    "Monitor",
    "Review",
    "Observer",
    "University Press",
    "Daily Post",
    "Chronicle",
    "Bulletin",
];

/// Who stands behind a source, as the format names it.
pub(super) const GRADES: &[&str] = &["joint", "official", "press", "commentary", "copy", "unknown"];

/// What an event can be to an earlier one.
pub(super) const RELATIONS: &[&str] =
    &["precedes", "implements", "fulfils", "renews", "part-of", "announces", "cites", "contradicts"];
