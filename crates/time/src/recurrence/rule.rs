//! Recurrence rules as RFC 5545 (section 3.3.10) writes them: `FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR`.

use super::unit::Unit;

/// How often: FREQ and INTERVAL of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The unit in which it counts.
    pub unit: Unit,
    /// The number of units between one time and the next, from 1.
    pub interval: i64,
}

/// What FREQ says, and the unit that stands for it.
const FREQUENCIES: [(&str, Unit); 7] = [
    ("YEARLY", Unit::Year),
    ("MONTHLY", Unit::Month),
    ("WEEKLY", Unit::Week),
    ("DAILY", Unit::Day),
    ("HOURLY", Unit::Hour),
    ("MINUTELY", Unit::Minute),
    ("SECONDLY", Unit::Second),
];

impl Rule {
    /// Reads FREQ and INTERVAL of a rule, with or without `RRULE:` before it. `None` where FREQ is missing or
    /// unknown, or INTERVAL is no number from 1.
    pub fn parse(text: &str) -> Option<Rule> {
        let unit = Rule::unit_of(text)?;
        let interval = rule_part(text, "INTERVAL").map_or(Some(1), |number| number.parse().ok())?;
        (interval >= 1).then_some(Rule { unit, interval })
    }

    /// The unit that FREQ of a rule names.
    pub fn unit_of(text: &str) -> Option<Unit> {
        let stated = rule_part(text, "FREQ")?;
        FREQUENCIES.iter().find(|(name, _)| name.eq_ignore_ascii_case(stated)).map(|(_, unit)| *unit)
    }

    /// The rule as RFC 5545 writes it; `None` where RFC 5545 cannot express it.
    pub fn text(self) -> Option<String> {
        if self.unit == Unit::WorkDay && self.interval == 1 {
            return Some("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR".to_owned());
        }
        let (name, _) = FREQUENCIES.iter().find(|(_, unit)| *unit == self.unit)?;
        Some(match self.interval {
            1 => format!("FREQ={name}"),
            interval => format!("FREQ={name};INTERVAL={interval}"),
        })
    }
}

/// The value of a part of a rule, by its name in any case, with or without `RRULE:` before the rule.
pub fn rule_part<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    let rule = rule.trim();
    rule.strip_prefix("RRULE:").unwrap_or(rule).split(';').find_map(|part| {
        let (key, value) = part.split_once('=')?;
        key.trim().eq_ignore_ascii_case(name).then_some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read_and_written() {
        let cases = [
            ("FREQ=YEARLY", Some((Unit::Year, 1)), Some("FREQ=YEARLY")),
            ("RRULE:freq=weekly; interval=2;BYDAY=TU", Some((Unit::Week, 2)), Some("FREQ=WEEKLY;INTERVAL=2")),
            ("FREQ=DAILY;INTERVAL=0", None, None),
            ("FREQ=SOMETIMES", None, None),
            ("INTERVAL=2", None, None),
        ];
        for (text, read, written) in cases {
            let rule = Rule::parse(text);
            assert_eq!(rule.map(|rule| (rule.unit, rule.interval)), read, "{text}");
            assert_eq!(rule.and_then(Rule::text).as_deref(), written, "{text}");
        }
        let work_days = Rule { unit: Unit::WorkDay, interval: 1 };
        assert_eq!(work_days.text().as_deref(), Some("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"));
        assert_eq!(Rule { interval: 3, ..work_days }.text(), None);
    }
}
