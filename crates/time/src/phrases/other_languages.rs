//! Dates in German, French and Spanish: the tables of their words. Of further languages the names of months
//! are known.

use super::language::{Century, Language};

/// German, with Austrian names of months.
pub(super) const GERMAN: Language = Language {
    months: [
        &["januar", "jänner", "jän"],
        &["februar", "feber"],
        &["märz", "mär", "mrz"],
        &[],
        &["mai"],
        &["juni"],
        &["juli"],
        &[],
        &[],
        &["oktober", "okt"],
        &[],
        &["dezember", "dez"],
    ],
    seasons: [&["frühling", "frühjahr"], &["sommer"], &["herbst"], &["winter"]],
    about: &["etwa ", "um "],
    perhaps: &["vermutlich ", "wahrscheinlich "],
    since: &["seit ", "ab "],
    until: &["bis "],
    before: &["vor "],
    after: &["nach "],
    at: &["im jahre ", "im jahr ", "in den ", "im ", "am ", "die "],
    fillers: &["den"],
    range_start: &["von ", "vom "],
    range_links: &[" bis "],
    goes_on: &["heute"],
    between: &[("zwischen ", " und ")],
    before_christ: &[
        "v. chr.",
        "v.chr.",
        "v. chr",
        "v.chr",
        "v chr",
        "vor christus",
        "vor christi geburt",
        "v. u. z.",
        "v.u.z.",
    ],
    after_christ: &["n. chr.", "n.chr.", "n. chr", "n.chr", "n chr", "nach christus", "nach christi geburt"],
    centuries: &[
        german_century("jahrhunderts"),
        german_century("jahrhundert"),
        german_century("jhdt."),
        german_century("jhd."),
        german_century("jh."),
        german_century("jh"),
    ],
    decades: &[
        ("", "er jahren"),
        ("", "er-jahren"),
        ("", "er jahre"),
        ("", "er-jahre"),
        ("", "ern"),
        ("", "er"),
    ],
};

/// French.
pub(super) const FRENCH: Language = Language {
    months: [
        &["janv", "janvier"],
        &["févr", "fév", "février", "fevrier"],
        &["mars"],
        &["avril", "avr"],
        &["mai"],
        &["juin"],
        &["juillet", "juil"],
        &["août", "aout"],
        &["septembre"],
        &["octobre"],
        &["novembre"],
        &["décembre", "déc", "decembre"],
    ],
    seasons: [&["printemps"], &["été"], &["automne"], &["hiver"]],
    about: &["vers ", "environ "],
    since: &["depuis "],
    until: &["jusqu'à "],
    before: &["avant "],
    after: &["après "],
    at: &["les ", "au ", "le "],
    fillers: &["de", "le"],
    range_start: &["de ", "du "],
    range_links: &[" au ", " à "],
    goes_on: &["aujourd'hui"],
    between: &[("entre ", " et ")],
    before_christ: &["av. j.-c.", "av. j-c", "av. jc", "av j.-c.", "avant j.-c.", "avant jésus-christ"],
    after_christ: &["apr. j.-c.", "ap. j.-c.", "après j.-c.", "après jésus-christ"],
    centuries: &[french_century("siècle"), french_century("s.")],
    decades: &[("années ", "")],
    ..Language::EMPTY
};

/// Spanish.
pub(super) const SPANISH: Language = Language {
    months: [
        &["ene", "enero"],
        &["febrero"],
        &["marzo"],
        &["abril", "abr"],
        &["mayo"],
        &["junio"],
        &["julio"],
        &["agosto", "ago"],
        &["septiembre", "setiembre"],
        &["octubre"],
        &["noviembre"],
        &["diciembre", "dic"],
    ],
    seasons: [&["primavera"], &["verano"], &["otoño"], &["invierno"]],
    about: &["hacia "],
    since: &["desde "],
    until: &["hasta "],
    before: &["antes de "],
    after: &["después de "],
    at: &["en el año ", "en el ", "en ", "los ", "el "],
    fillers: &["de", "del"],
    range_links: &[" hasta ", " a "],
    goes_on: &["hoy"],
    between: &[("entre ", " y ")],
    before_christ: &["a. c.", "a.c.", "a. de c.", "antes de cristo"],
    after_christ: &["d. c.", "d.c.", "d. de c.", "después de cristo"],
    centuries: &[Century {
        prefix: "siglo ",
        suffix: "",
        ordinal_endings: &[],
        can_be_arabic: false,
        can_be_roman: true,
    }],
    decades: &[("años ", "")],
    ..Language::EMPTY
};

/// Names of months in Italian, Portuguese, Dutch and Swedish, where no other table has them.
pub(super) const FURTHER_NAMES_OF_MONTHS: Language = Language {
    months: [
        &["gennaio", "janeiro", "januari"],
        &["febbraio", "fevereiro", "februari"],
        &["março", "maart"],
        &["aprile"],
        &["maggio", "maio", "mei"],
        &["giugno", "junho"],
        &["luglio", "julho"],
        &["augustus"],
        &["settembre", "setembro"],
        &["ottobre", "outubro"],
        &["novembro"],
        &["dicembre", "dezembro"],
    ],
    ..Language::EMPTY
};

/// "19. jahrhundert"
const fn german_century(suffix: &'static str) -> Century {
    Century { prefix: "", suffix, ordinal_endings: &["."], can_be_arabic: true, can_be_roman: false }
}

/// "xixe siècle", "19e siècle"
const fn french_century(suffix: &'static str) -> Century {
    let ordinal_endings = &["ème", "ᵉ", "er", "e"];
    Century { prefix: "", suffix, ordinal_endings, can_be_arabic: true, can_be_roman: true }
}
