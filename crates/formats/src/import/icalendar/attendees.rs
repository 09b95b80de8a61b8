//! Who takes part: ORGANIZER, ATTENDEE and CONTACT.

use super::content_lines::Line;
use super::property_values;
use dateline_timeline::model::ActorKind;

/// Somebody who takes part.
pub(super) struct Person {
    /// The name, else the address.
    pub name: String,
    /// As what.
    pub role: String,
    /// What kind of actor it is, as far as the file says.
    pub kind: ActorKind,
    /// Whether the file gives a name beside the address.
    pub is_named: bool,
}

/// Who a property names; `None` where it names nobody.
pub(super) fn read(line: &Line<'_>) -> Option<Person> {
    let value = property_values::words(line.value.trim());
    let lower = value.to_ascii_lowercase();
    let address = if lower.starts_with("mailto:") { value.get(7..).unwrap_or_default() } else { &value };
    let named = line.param("CN").map(str::trim).filter(|name| !name.is_empty());
    let name = named.unwrap_or(address).trim().to_owned();
    if name.is_empty() || name.len() > 300 || lower.starts_with("invalid:") && named.is_none() {
        return None;
    }
    let upper = |name: &str| line.param(name).unwrap_or_default().to_ascii_uppercase();
    let kind = match upper("CUTYPE").as_str() {
        "INDIVIDUAL" => ActorKind::Person,
        "GROUP" => ActorKind::Group,
        _ => ActorKind::Unknown,
    };
    let role = match (line.name.as_str(), upper("CUTYPE").as_str(), upper("ROLE").as_str()) {
        ("ORGANIZER", ..) => "organiser",
        ("CONTACT", ..) => "contact",
        (_, "ROOM", _) => "room",
        (_, "RESOURCE", _) => "resource",
        (_, _, "CHAIR") => "chair",
        (_, _, "OPT-PARTICIPANT") => "optional attendee",
        (_, _, "NON-PARTICIPANT") => "informed",
        _ => "attendee",
    };
    let answer = match upper("PARTSTAT").as_str() {
        "DECLINED" => ", declined",
        "TENTATIVE" => ", tentative",
        _ => "",
    };
    Some(Person { is_named: named.is_some(), role: format!("{role}{answer}"), name, kind })
}
