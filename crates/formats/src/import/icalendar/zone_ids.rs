//! Which zone a TZID means: an IANA name, one that Windows and Outlook use, or what the file's VTIMEZONE
//! says.

use std::collections::{BTreeSet, HashMap};

use super::components::Component;
use super::property_values::Tie;
use dateline_time::Zone;

/// Names of zones in Windows, in lower case, and what they are called elsewhere.
const WINDOWS: [(&str, &str); 84] = [
    ("afghanistan standard time", "Asia/Kabul"),
    ("alaskan standard time", "America/Anchorage"),
    ("arab standard time", "Asia/Riyadh"),
    ("arabian standard time", "Asia/Dubai"),
    ("arabic standard time", "Asia/Baghdad"),
    ("argentina standard time", "America/Argentina/Buenos_Aires"),
    ("atlantic standard time", "America/Halifax"),
    ("aus central standard time", "Australia/Darwin"),
    ("aus eastern standard time", "Australia/Sydney"),
    ("azerbaijan standard time", "Asia/Baku"),
    ("azores standard time", "Atlantic/Azores"),
    ("bahia standard time", "America/Bahia"),
    ("bangladesh standard time", "Asia/Dhaka"),
    ("belarus standard time", "Europe/Minsk"),
    ("canada central standard time", "America/Regina"),
    ("caucasus standard time", "Asia/Yerevan"),
    ("cen. australia standard time", "Australia/Adelaide"),
    ("central america standard time", "America/Guatemala"),
    ("central asia standard time", "Asia/Almaty"),
    ("central brazilian standard time", "America/Cuiaba"),
    ("central europe standard time", "Europe/Budapest"),
    ("central european standard time", "Europe/Warsaw"),
    ("central pacific standard time", "Pacific/Guadalcanal"),
    ("central standard time", "America/Chicago"),
    ("central standard time (mexico)", "America/Mexico_City"),
    ("china standard time", "Asia/Shanghai"),
    ("e. africa standard time", "Africa/Nairobi"),
    ("e. australia standard time", "Australia/Brisbane"),
    ("e. europe standard time", "Europe/Chisinau"),
    ("e. south america standard time", "America/Sao_Paulo"),
    ("eastern standard time", "America/New_York"),
    ("egypt standard time", "Africa/Cairo"),
    ("ekaterinburg standard time", "Asia/Yekaterinburg"),
    ("fiji standard time", "Pacific/Fiji"),
    ("fle standard time", "Europe/Kiev"),
    ("georgian standard time", "Asia/Tbilisi"),
    ("gmt standard time", "Europe/London"),
    ("greenland standard time", "America/Godthab"),
    ("greenwich standard time", "Atlantic/Reykjavik"),
    ("gtb standard time", "Europe/Bucharest"),
    ("hawaiian standard time", "Pacific/Honolulu"),
    ("india standard time", "Asia/Kolkata"),
    ("iran standard time", "Asia/Tehran"),
    ("israel standard time", "Asia/Jerusalem"),
    ("jordan standard time", "Asia/Amman"),
    ("korea standard time", "Asia/Seoul"),
    ("mauritius standard time", "Indian/Mauritius"),
    ("middle east standard time", "Asia/Beirut"),
    ("montevideo standard time", "America/Montevideo"),
    ("morocco standard time", "Africa/Casablanca"),
    ("mountain standard time", "America/Denver"),
    ("mountain standard time (mexico)", "America/Chihuahua"),
    ("myanmar standard time", "Asia/Yangon"),
    ("namibia standard time", "Africa/Windhoek"),
    ("nepal standard time", "Asia/Kathmandu"),
    ("new zealand standard time", "Pacific/Auckland"),
    ("newfoundland standard time", "America/St_Johns"),
    ("north asia standard time", "Asia/Krasnoyarsk"),
    ("pacific sa standard time", "America/Santiago"),
    ("pacific standard time", "America/Los_Angeles"),
    ("pakistan standard time", "Asia/Karachi"),
    ("paraguay standard time", "America/Asuncion"),
    ("romance standard time", "Europe/Paris"),
    ("russian standard time", "Europe/Moscow"),
    ("sa eastern standard time", "America/Cayenne"),
    ("sa pacific standard time", "America/Bogota"),
    ("sa western standard time", "America/La_Paz"),
    ("samoa standard time", "Pacific/Apia"),
    ("se asia standard time", "Asia/Bangkok"),
    ("singapore standard time", "Asia/Singapore"),
    ("malay peninsula standard time", "Asia/Singapore"),
    ("south africa standard time", "Africa/Johannesburg"),
    ("sri lanka standard time", "Asia/Colombo"),
    ("taipei standard time", "Asia/Taipei"),
    ("tasmania standard time", "Australia/Hobart"),
    ("tokyo standard time", "Asia/Tokyo"),
    ("tonga standard time", "Pacific/Tongatapu"),
    ("turkey standard time", "Europe/Istanbul"),
    ("us eastern standard time", "America/Indiana/Indianapolis"),
    ("us mountain standard time", "America/Phoenix"),
    ("venezuela standard time", "America/Caracas"),
    ("w. central africa standard time", "Africa/Lagos"),
    ("w. australia standard time", "Australia/Perth"),
    ("w. europe standard time", "Europe/Berlin"),
];

/// What the VTIMEZONE components of a file say, by their TZID.
#[derive(Debug, Default)]
pub(super) struct Zones {
    stated: HashMap<String, Stated>,
}

/// One VTIMEZONE.
#[derive(Debug, Default)]
struct Stated {
    /// The place it is about, in an IANA name.
    place: Option<Zone>,
    /// All offsets from UTC that it has, in seconds.
    offsets: BTreeSet<i32>,
}

impl Zones {
    /// Reads all VTIMEZONE components.
    pub fn of(list: &[Component<'_>]) -> Zones {
        let mut stated: HashMap<String, Stated> = HashMap::new();
        for component in list.iter().filter(|component| component.kind == "VTIMEZONE") {
            let Some(id) = component.value("TZID") else { continue };
            let place = ["X-LIC-LOCATION", "TZID-ALIAS-OF"].iter().find_map(|name| component.value(name));
            stated.entry(plain(id)).or_default().place = place.and_then(|name| Zone::parse(name).ok());
        }
        for component in list {
            let parent = component.parent.and_then(|parent| list.get(parent));
            let id =
                parent.filter(|parent| parent.kind == "VTIMEZONE").and_then(|parent| parent.value("TZID"));
            let Some(stated) = id.and_then(|id| stated.get_mut(&plain(id))) else { continue };
            stated.offsets.extend(component.value("TZOFFSETTO").and_then(offset_seconds));
        }
        Zones { stated }
    }

    /// What a TZID ties times to; `None` where nobody can tell.
    pub fn tie(&self, id: &str) -> Option<Tie> {
        let id = plain(id);
        if let Some(zone) = named(&id) {
            return Some(if zone == Zone::UTC { Tie::Utc } else { Tie::Zone(zone) });
        }
        let stated = self.stated.get(&id);
        if let Some(zone) = stated.and_then(|stated| stated.place) {
            return Some(Tie::Zone(zone));
        }
        let only = stated.map(|stated| stated.offsets.iter().collect::<Vec<_>>());
        let seconds = match only.as_deref() {
            Some([seconds]) => **seconds,
            _ => offset_in_name(&id)?,
        };
        let is_usable = seconds % 60 == 0 && seconds.abs() <= 14 * 3600;
        i16::try_from(seconds / 60).ok().filter(|_| is_usable).map(Tie::Offset)
    }
}

/// Without quotation marks and space.
fn plain(id: &str) -> String {
    id.trim().trim_matches('"').trim().to_owned()
}

/// A zone by its name: "Asia/Singapore", "Singapore Standard Time", "/mozilla.org/20050126_1/Asia/Singapore".
fn named(id: &str) -> Option<Zone> {
    if let Ok(zone) = Zone::parse(id) {
        return Some(zone);
    }
    let lower = id.to_lowercase();
    if let Some((_, zone)) = WINDOWS.iter().find(|(name, _)| *name == lower) {
        return Zone::parse(zone).ok();
    }
    let steps: Vec<&str> = id.split('/').collect();
    [3_usize, 2].into_iter().find_map(|count| {
        let tail = steps.get(steps.len().checked_sub(count)?..)?;
        (tail.len() < steps.len()).then(|| Zone::parse(&tail.join("/")).ok())?
    })
}

/// The offset in "GMT+0800" or "UTC-05:30". That of "(UTC+09:00) Somewhere" is not taken: a place may have
/// summer time.
fn offset_in_name(id: &str) -> Option<i32> {
    let rest = ["GMT", "UTC"].iter().find_map(|name| id.strip_prefix(name))?;
    offset_seconds(rest)
}

/// "+0800", "-05:30", "+053000", "+8" in seconds.
fn offset_seconds(text: &str) -> Option<i32> {
    let text = text.trim();
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let digits: String = rest.chars().filter(|letter| *letter != ':').collect();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let part = |from: usize| digits.get(from..from + 2).map_or(Some(0), |part| part.parse::<i32>().ok());
    match digits.len() {
        1 | 2 => Some(sign * digits.parse::<i32>().ok()? * 3_600),
        4 | 6 => Some(sign * (part(0)? * 3_600 + part(2)? * 60 + part(4)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::components::components;
    use super::*;
    use crate::report::diagnostic::Log;

    #[test]
    fn names_of_zones_are_understood_as_programs_write_them() {
        let file = "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nTZOFFSETTO:+0530\nEND:STANDARD\nEND:VTIMEZONE\n\
                    BEGIN:VTIMEZONE\nTZID:Both\nBEGIN:STANDARD\nTZOFFSETTO:+0100\nEND:STANDARD\nBEGIN:DAYLIGHT\n\
                    TZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n\
                    BEGIN:VTIMEZONE\nTZID:Placed\nX-LIC-LOCATION:Asia/Tokyo\nEND:VTIMEZONE\n";
        let zones = Zones::of(&components(file, &mut Log::default()));
        let zone = |name: &str| Some(Tie::Zone(Zone::parse(name).unwrap()));
        let cases = [
            ("Asia/Singapore", zone("Asia/Singapore")),
            ("\"asia/singapore\"", zone("Asia/Singapore")),
            ("Singapore Standard Time", zone("Asia/Singapore")),
            ("W. Europe Standard Time", zone("Europe/Berlin")),
            ("/freeassociation.sourceforge.net/America/Argentina/Salta", zone("America/Argentina/Salta")),
            ("/mozilla.org/20050126_1/Europe/Berlin", zone("Europe/Berlin")),
            ("UTC", Some(Tie::Utc)),
            ("GMT+0800", Some(Tie::Offset(480))),
            ("Ours", Some(Tie::Offset(330))),
            ("Both", None),
            ("Placed", zone("Asia/Tokyo")),
            ("Nowhere", None),
            ("", None),
        ];
        for (id, expected) in cases {
            assert_eq!(zones.tie(id), expected, "{id}");
        }
        for (_, zone) in WINDOWS {
            assert!(Zone::parse(zone).is_ok(), "{zone}");
        }
    }
}
