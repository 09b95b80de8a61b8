//! The names that people give to the columns of their tables, in several languages.

use super::role::Role;

/// The names of columns that mean a role, the surest first; normalised as by [`plain_name`].
pub(super) const NAMES: &[(Role, &[&str])] = &[
    (
        Role::Title,
        &[
            "title",
            "headline",
            "event title",
            "event name",
            "titel",
            "titre",
            "título",
            "titulo",
            "titolo",
            "label",
            "name",
            "event",
            "what",
            "ereignis",
            "événement",
            "evento",
            "überschrift",
            "subject",
            "betreff",
            "heading",
            "bezeichnung",
            "nom",
            "nombre",
            "nome",
            "content",
            "标题",
            "事件",
            "タイトル",
        ],
    ),
    (
        Role::Date,
        &[
            "date",
            "event date",
            "date of event",
            "datum",
            "fecha",
            "data",
            "hdate",
            "when",
            "dates",
            "date time",
            "datetime",
            "timestamp",
            "wann",
            "quand",
            "日期",
            "日付",
            "day date",
            "zeitpunkt",
        ],
    ),
    (
        Role::Start,
        &[
            "start",
            "start date",
            "startdate",
            "date start",
            "start time",
            "begin",
            "begin date",
            "beginning",
            "beginn",
            "anfang",
            "startdatum",
            "début",
            "debut",
            "date de début",
            "inicio",
            "fecha de inicio",
            "inizio",
            "início",
            "from",
            "von",
            "from date",
            "date from",
            "since",
            "started",
            "earliest",
            "start datetime",
            "dtstart",
            "开始",
        ],
    ),
    (
        Role::End,
        &[
            "end",
            "end date",
            "enddate",
            "date end",
            "end time",
            "hdate end",
            "ende",
            "enddatum",
            "fin",
            "date de fin",
            "fecha de fin",
            "fine",
            "fim",
            "to",
            "bis",
            "until",
            "until when",
            "to date",
            "date to",
            "finish",
            "finished",
            "ended",
            "latest",
            "end datetime",
            "dtend",
            "结束",
        ],
    ),
    (Role::LatestStart, &["latest start", "start max"]),
    (Role::EarliestEnd, &["earliest end", "end min"]),
    (
        Role::Year,
        &["year", "jahr", "année", "annee", "año", "anno", "ano", "start year", "year start", "jaar", "年"],
    ),
    (Role::Month, &["month", "monat", "mois", "mes", "mese", "mês", "start month", "maand", "月"]),
    (Role::Day, &["day", "tag", "jour", "día", "dia", "giorno", "start day", "dag", "日", "day of month"]),
    (Role::Time, &["time", "uhrzeit", "zeit", "heure", "hora", "ora", "time of day", "clock"]),
    (Role::EndYear, &["end year", "year end", "to year", "endjahr", "last year"]),
    (Role::EndMonth, &["end month", "month end", "endmonat"]),
    (Role::EndDay, &["end day", "day end", "endtag"]),
    (Role::EndTime, &["end time of day", "end clock"]),
    (Role::Precision, &["time precision", "date precision", "precision"]),
    (Role::DateNote, &["date note", "date comment", "display date", "date text"]),
    (Role::Zone, &["zone", "timezone", "time zone", "tz", "zeitzone"]),
    (Role::Status, &["status", "state of affairs", "stand", "statut", "estado", "stato"]),
    (Role::AsOf, &["as of", "status date", "stand vom"]),
    (
        Role::Lane,
        &[
            "lane",
            "category",
            "kategorie",
            "catégorie",
            "categorie",
            "categoría",
            "categoria",
            "group",
            "gruppe",
            "groupe",
            "grupo",
            "gruppo",
            "track",
            "theme",
            "thema",
            "topic",
            "event type",
            "disorder type",
            "type",
            "typ",
            "kind",
            "art",
            "tipo",
            "bereich",
            "section",
            "类别",
            "分类",
        ],
    ),
    (
        Role::Actors,
        &[
            "actors",
            "actor",
            "who",
            "who did it",
            "participants",
            "participant",
            "people",
            "persons",
            "person",
            "actor1",
            "actor 1",
            "assoc actor 1",
            "actor2",
            "actor 2",
            "assoc actor 2",
            "parties",
            "party",
            "countries involved",
            "beteiligte",
            "akteure",
            "personen",
            "wer",
            "acteurs",
            "personnes",
            "actores",
            "participantes",
            "personas",
            "attori",
            "人物",
        ],
    ),
    (
        Role::Tags,
        &[
            "tags",
            "keywords",
            "keyword",
            "labels",
            "schlagworte",
            "schlagwörter",
            "stichworte",
            "mots clés",
            "etiquetas",
            "palabras clave",
            "标签",
        ],
    ),
    (
        Role::Place,
        &[
            "place", "location", "where", "ort", "lieu", "lugar", "luogo", "venue", "city", "country",
            "admin1", "地点",
        ],
    ),
    (
        Role::Summary,
        &[
            "summary",
            "description",
            "text",
            "details",
            "detail",
            "notes",
            "note",
            "beschreibung",
            "zusammenfassung",
            "descripción",
            "descripcion",
            "descrizione",
            "descrição",
            "notizen",
            "bemerkung",
            "kommentar",
            "comment",
            "comments",
            "body",
            "abstract",
            "resumen",
            "résumé",
            "content text",
            "描述",
        ],
    ),
    (
        Role::Importance,
        &["importance", "weight", "priority", "rank", "wichtigkeit", "gewicht", "importancia"],
    ),
    (
        Role::Source,
        &[
            "source",
            "sources",
            "source title",
            "reference",
            "references",
            "citation",
            "quelle",
            "quellen",
            "fuente",
            "fonte",
            "référence",
            "来源",
            "出典",
        ],
    ),
    (
        Role::SourceUrl,
        &[
            "source url",
            "url",
            "link",
            "source link",
            "website",
            "web",
            "href",
            "links",
            "uri",
            "web address",
            "article url",
        ],
    ),
    (Role::Publisher, &["publisher", "published by", "herausgeber", "éditeur", "medium", "newspaper"]),
    (Role::Published, &["published", "publication date", "date published", "source date"]),
    (Role::Quote, &["quote", "quotation", "excerpt", "zitat", "cita", "citazione"]),
    (Role::Recurrence, &["recurrence", "repeats", "repetition", "frequency"]),
    (
        Role::Id,
        &[
            "id",
            "event id",
            "event id cnty",
            "identifier",
            "key",
            "uid",
            "globaleventid",
            "nr",
            "no",
            "number",
            "nummer",
        ],
    ),
    (Role::Parent, &["parent", "parent id", "part of", "belongs to"]),
];

/// Names that are also words for other things, so that the values must agree with them.
pub(super) const DOUBTFUL: &[&str] = &[
    "from",
    "to",
    "von",
    "bis",
    "when",
    "begin",
    "end",
    "ende",
    "fin",
    "fine",
    "fim",
    "start",
    "day",
    "month",
    "time",
    "data",
    "earliest",
    "latest",
    "since",
    "until",
    "finish",
    "tag",
    "mes",
    "ora",
    "dia",
    "zeit",
    "timestamp",
    "day date",
];

/// Words that end in a date where a name says more: "signature date", "date of adoption".
const DATE_WORDS: &[&str] = &["date", "datum", "fecha"];

/// A name of a column in lower case, with spaces between its words: "startDate", "start_date" and "Start
/// date: " are all "start date".
pub(crate) fn plain_name(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let mut was_lower = false;
    for letter in name.trim().chars() {
        if letter.is_uppercase() && was_lower {
            plain.push(' ');
        }
        was_lower = letter.is_lowercase();
        if letter.is_alphanumeric() {
            plain.extend(letter.to_lowercase());
        } else {
            plain.push(' ');
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The role that a plain name means, and how sure that is: the lower, the surer.
pub(crate) fn by_name(plain: &str) -> Option<(Role, usize)> {
    let exact = NAMES.iter().find_map(|(role, names)| {
        let rank = names.iter().position(|name| *name == plain)?;
        Some((*role, rank))
    });
    exact.or_else(|| {
        let words: Vec<&str> = plain.split(' ').collect();
        let has = |word: &&str| words.contains(word);
        if !(2..=4).contains(&words.len()) || !DATE_WORDS.iter().any(has) {
            return None;
        }
        let is_of_source =
            ["created", "updated", "modified", "added", "published", "birth", "access", "accessed"];
        if is_of_source.iter().any(has) {
            return None;
        }
        let role = if ["start", "begin", "from", "first"].iter().any(has) {
            Role::Start
        } else if ["end", "finish", "until", "last"].iter().any(has) {
            Role::End
        } else {
            Role::Date
        };
        Some((role, 900))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_roles() {
        let cases = [
            ("Date", Some(Role::Date)),
            ("start_date", Some(Role::Start)),
            ("StartDate", Some(Role::Start)),
            ("End Date:", Some(Role::End)),
            ("Beschreibung", Some(Role::Summary)),
            ("Año", Some(Role::Year)),
            ("Signature date", Some(Role::Date)),
            ("Date created", None),
            ("event_id_cnty", Some(Role::Id)),
            ("hdate_end", Some(Role::End)),
            ("colour", None),
            ("", None),
        ];
        for (name, role) in cases {
            assert_eq!(by_name(&plain_name(name)).map(|(role, _)| role), role, "{name}");
        }
        for (_, names) in NAMES {
            for name in *names {
                let plain = plain_name(name);
                assert!(plain == *name, "{name}");
            }
        }
    }
}
