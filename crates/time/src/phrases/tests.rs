//! Dates as people write them, in four languages, through the whole reader.

use super::read_any_notation;

#[test]
fn what_people_spell_is_read_as_they_mean_it() {
    let cases = [
        ("2004–2008", Some("2004/2008")),
        ("2004 - 2008", Some("2004/2008")),
        ("2004 to 2008", Some("2004/2008")),
        ("from 2004 to 2008", Some("2004/2008")),
        ("1914–18", Some("1914/1918")),
        ("22–24 August 2021", Some("2021-08-22/2021-08-24")),
        ("August–October 2021", Some("2021-08/2021-10")),
        ("3 May to 5 June 2021", Some("2021-05-03/2021-06-05")),
        ("March 4–6, 2021", Some("2021-03-04/2021-03-06")),
        ("55–54 BC", Some("-0054/-0053")),
        ("2004 – present", Some("2004/..")),
        ("since 2004", Some("2004/..")),
        ("until May 2008", Some("/2008-05")),
        ("between 47 and 50", Some("[0047..0050]")),
        ("Between 1885 and 1887", Some("[1885..1887]")),
        ("c. 1965", Some("1965~")),
        ("c1965", Some("1965~")),
        ("circa 1965–1970", Some("1965~/1970~")),
        ("probably 1965", Some("1965?")),
        ("1965 (?)", Some("1965?")),
        ("3 apr 1721", Some("1721-04-03")),
        ("5-Mar-2021", Some("2021-03-05")),
        ("55 BC", Some("-0054")),
        ("20210823", Some("2021-08-23")),
        ("08/2021", Some("2021-08")),
        ("2021/08", Some("2021-08")),
        ("29. März 2022", Some("2022-03-29")),
        ("3 de abril de 2021", Some("2021-04-03")),
        ("1er janvier 1900", Some("1900-01-01")),
        // What could be meant in two ways is not read.
        ("03/04/21", None),
        ("5-Mar-21", None),
        ("47", None),
        ("21", None),
        ("44562", None),
        ("2008–2004", None),
        ("a – b", None),
        ("20211332", None),
        ("13/2021", None),
        ("–", None),
        ("c", None),
        ("?", None),
    ];
    for (text, expected) in cases {
        let read = read_any_notation(text, None).ok().map(|written| written.date.text().to_owned());
        assert_eq!(read.as_deref(), expected, "{text}");
    }
}

#[test]
fn dates_in_other_languages_are_read_where_they_mean_one_thing() {
    let cases = [
        ("before 1980", Some("[..1979]")),
        ("after 1980", Some("[1981..]")),
        ("vor 1980", Some("[..1979]")),
        ("nach 1980", Some("[1981..]")),
        ("antes de 1980", Some("[..1979]")),
        ("Après 1980", Some("[1981..]")),
        ("um 1980", Some("1980~")),
        ("ab 1980", Some("1980/..")),
        ("seit 1980", Some("1980/..")),
        ("bis 1980", Some("/1980")),
        ("Sommer 2019", Some("2019-22")),
        ("im Frühling 2019", Some("2019-21")),
        ("été 2019", Some("2019-22")),
        ("otoño de 2019", Some("2019-23")),
        ("1990er", Some("199X")),
        ("1990er Jahre", Some("199X")),
        ("in den 1990ern", Some("199X")),
        ("années 1990", Some("199X")),
        ("19. Jh.", Some("18XX")),
        ("im 19. Jahrhundert", Some("18XX")),
        ("XIXe siècle", Some("18XX")),
        ("siglo XXI", Some("20XX")),
        ("3. Jh. v. Chr.", Some("-0299/-0200")),
        ("44 v. Chr.", Some("-0043")),
        ("um 44 v. Chr.", Some("-0043~")),
        ("44 av. J.-C.", Some("-0043")),
        ("44 a. C.", Some("-0043")),
        ("14 n. Chr.", Some("0014")),
        ("44 v. Chr. – 14 n. Chr.", Some("-0043/0014")),
        ("55–54 v. Chr.", Some("-0054/-0053")),
        ("Jän. 2021", Some("2021-01")),
        ("Mrz 2021", Some("2021-03")),
        ("3 févr. 2021", Some("2021-02-03")),
        ("03.–05.04.2021", Some("2021-04-03/2021-04-05")),
        ("29.3. – 2.4.2021", Some("2021-03-29/2021-04-02")),
        ("3. bis 5.4.2021", Some("2021-04-03/2021-04-05")),
        ("2021/22", Some("2021/2022")),
        ("1914/18", Some("1914/1918")),
        ("1999/00", Some("1999/2000")),
        ("2021/12", Some("2021-12")),
        // A century or ten years; two winters; an order that is none.
        ("1900er", None),
        ("Winter 2019/20", None),
        ("2021/20", None),
        ("2021/00", None),
        ("05.–03.04.2021", None),
        ("03.–31.04.2021", None),
        ("vor 80", None),
        ("vor Ort", None),
        ("31. Jh.", None),
        ("siglo VX", None),
        ("Chr.", None),
    ];
    for (text, expected) in cases {
        let read = read_any_notation(text, None).ok().map(|written| written.date.text().to_owned());
        assert_eq!(read.as_deref(), expected, "{text}");
    }
}
