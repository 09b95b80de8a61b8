//! Words for GDELT's codes, and names for its columns.

/// The twenty kinds of acts that codes begin with, in words of our own.
pub(super) const ROOTS: &[(&str, &str)] = &[
    ("01", "statement"),
    ("02", "appeal"),
    ("03", "offer to cooperate"),
    ("04", "meeting or consultation"),
    ("05", "diplomatic cooperation"),
    ("06", "material cooperation"),
    ("07", "aid"),
    ("08", "concession"),
    ("09", "investigation"),
    ("10", "demand"),
    ("11", "disapproval"),
    ("12", "refusal"),
    ("13", "threat"),
    ("14", "protest"),
    ("15", "show of force"),
    ("16", "reduced relations"),
    ("17", "coercion"),
    ("18", "assault"),
    ("19", "fighting"),
    ("20", "mass violence"),
];

/// The four classes, which become lanes.
pub(super) const QUADS: [&str; 4] =
    ["Verbal cooperation", "Material cooperation", "Verbal conflict", "Material conflict"];

/// The columns before the places.
const FIRST: [&str; 35] = [
    "GLOBALEVENTID",
    "Day",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
];
/// The columns of a place in version 2; version 1 lacks the finer region.
const PLACE: [&str; 8] =
    ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"];
const FINER_REGION: usize = 4;

/// The name of a column in a row of so many cells.
pub(super) fn column_name(at: usize, width: usize) -> String {
    if let Some(name) = FIRST.get(at) {
        return (*name).to_owned();
    }
    let is_second = width >= 61;
    let length = if is_second { PLACE.len() } else { PLACE.len() - 1 };
    let behind = at - FIRST.len();
    match behind / length {
        place @ 0..=2 => {
            let field = behind % length;
            let field = if !is_second && field >= FINER_REGION { field + 1 } else { field };
            let whose = ["Actor1", "Actor2", "Action"].get(place).copied().unwrap_or_default();
            format!("{whose}Geo_{}", PLACE.get(field).copied().unwrap_or_default())
        }
        _ => match behind - 3 * length {
            0 => "DATEADDED".to_owned(),
            1 => "SOURCEURL".to_owned(),
            _ => format!("column {}", at + 1),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_as_in_the_codebook() {
        let cases = [
            (0, 61, "GLOBALEVENTID"),
            (34, 61, "AvgTone"),
            (35, 61, "Actor1Geo_Type"),
            (52, 61, "ActionGeo_FullName"),
            (56, 61, "ActionGeo_Lat"),
            (60, 61, "SOURCEURL"),
            (50, 58, "ActionGeo_FullName"),
            (53, 58, "ActionGeo_Lat"),
            (57, 58, "SOURCEURL"),
            (70, 61, "column 71"),
        ];
        for (at, width, name) in cases {
            assert_eq!(column_name(at, width), name, "{at} of {width}");
        }
    }
}
