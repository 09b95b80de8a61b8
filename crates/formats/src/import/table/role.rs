//! What the columns of a table can be.

/// What a column of a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Nothing of the picture: its values stay beside each event.
    Keep,
    /// Not to be read at all.
    Ignore,
    /// What happened, in a few words. Several such columns are joined.
    Title,
    /// When: a date or a range.
    Date,
    /// When it began.
    Start,
    /// When it ended.
    End,
    /// The latest moment at which it can have begun.
    LatestStart,
    /// The earliest moment at which it can have ended.
    EarliestEnd,
    /// The year of the date or of its beginning.
    Year,
    /// The month of the date or of its beginning.
    Month,
    /// The day of the month of the date or of its beginning.
    Day,
    /// The time of day of the date or of its beginning.
    Time,
    /// The year of the end.
    EndYear,
    /// The month of the end.
    EndMonth,
    /// The day of the month of the end.
    EndDay,
    /// The time of day of the end.
    EndTime,
    /// How precise the date is: 1 or "day", 2 or "week", 3 or "month", "year".
    Precision,
    /// What is to be said about the date.
    DateNote,
    /// The zone that its days belong to.
    Zone,
    /// What became of it.
    Status,
    /// The date of that.
    AsOf,
    /// The row of the picture.
    Lane,
    /// Who took part; several names in one cell are told apart.
    Actors,
    /// Tags; several in one cell are told apart.
    Tags,
    /// Where; becomes a line of the summary.
    Place,
    /// More about it. Several such columns become paragraphs.
    Summary,
    /// How important it is.
    Importance,
    /// What it rests on: a title, or an address.
    Source,
    /// Where the source can be read.
    SourceUrl,
    /// Who published the source.
    Publisher,
    /// When the source was published.
    Published,
    /// The words of the source.
    Quote,
    /// A promise to repeat it, in words.
    Recurrence,
    /// Its id.
    Id,
    /// The id of the event that it is a part of.
    Parent,
}

impl Role {
    /// All of them, in the order in which lists show them.
    pub const ALL: &'static [Role] = &[
        Role::Keep,
        Role::Ignore,
        Role::Title,
        Role::Date,
        Role::Start,
        Role::End,
        Role::LatestStart,
        Role::EarliestEnd,
        Role::Year,
        Role::Month,
        Role::Day,
        Role::Time,
        Role::EndYear,
        Role::EndMonth,
        Role::EndDay,
        Role::EndTime,
        Role::Precision,
        Role::DateNote,
        Role::Zone,
        Role::Status,
        Role::AsOf,
        Role::Lane,
        Role::Actors,
        Role::Tags,
        Role::Place,
        Role::Summary,
        Role::Importance,
        Role::Source,
        Role::SourceUrl,
        Role::Publisher,
        Role::Published,
        Role::Quote,
        Role::Recurrence,
        Role::Id,
        Role::Parent,
    ];

    /// The word in a mapping's file: "end-year".
    pub const fn key(self) -> &'static str {
        self.facts().0
    }

    /// The words that a person reads: "Year of the end".
    pub const fn words(self) -> &'static str {
        self.facts().1
    }

    /// The one that a word in a mapping's file means.
    pub fn from_key(key: &str) -> Option<Role> {
        Role::ALL.iter().copied().find(|role| role.key() == key)
    }

    /// Whether its values are whole dates.
    pub const fn is_date(self) -> bool {
        matches!(
            self,
            Role::Date
                | Role::Start
                | Role::End
                | Role::LatestStart
                | Role::EarliestEnd
                | Role::AsOf
                | Role::Published
        )
    }

    /// Whether several columns may have it.
    pub const fn may_repeat(self) -> bool {
        matches!(
            self,
            Role::Keep | Role::Ignore | Role::Title | Role::Actors | Role::Tags | Role::Place | Role::Summary
        )
    }

    const fn facts(self) -> (&'static str, &'static str) {
        match self {
            Role::Keep => ("keep", "Keep beside the event"),
            Role::Ignore => ("ignore", "Leave out"),
            Role::Title => ("title", "Title"),
            Role::Date => ("date", "Date"),
            Role::Start => ("start", "Start"),
            Role::End => ("end", "End"),
            Role::LatestStart => ("latest-start", "Latest start"),
            Role::EarliestEnd => ("earliest-end", "Earliest end"),
            Role::Year => ("year", "Year"),
            Role::Month => ("month", "Month"),
            Role::Day => ("day", "Day"),
            Role::Time => ("time", "Time of day"),
            Role::EndYear => ("end-year", "Year of the end"),
            Role::EndMonth => ("end-month", "Month of the end"),
            Role::EndDay => ("end-day", "Day of the end"),
            Role::EndTime => ("end-time", "Time of the end"),
            Role::Precision => ("precision", "Precision of the date"),
            Role::DateNote => ("date-note", "Note on the date"),
            Role::Zone => ("zone", "Zone"),
            Role::Status => ("status", "Status"),
            Role::AsOf => ("as-of", "Date of the status"),
            Role::Lane => ("lane", "Lane"),
            Role::Actors => ("actors", "Actors"),
            Role::Tags => ("tags", "Tags"),
            Role::Place => ("place", "Place"),
            Role::Summary => ("summary", "Summary"),
            Role::Importance => ("importance", "Importance"),
            Role::Source => ("source", "Source"),
            Role::SourceUrl => ("source-url", "Address of the source"),
            Role::Publisher => ("publisher", "Publisher"),
            Role::Published => ("published", "Date of the source"),
            Role::Quote => ("quote", "Quotation"),
            Role::Recurrence => ("recurrence", "Repetition"),
            Role::Id => ("id", "Id"),
            Role::Parent => ("parent", "Part of"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_word_and_words_of_its_own() {
        for (place, role) in Role::ALL.iter().enumerate() {
            assert_eq!(Role::from_key(role.key()), Some(*role));
            assert_eq!(*role as usize, place, "plans find the columns of a role by its place");
            assert!(Role::ALL.iter().skip(place + 1).all(|other| other.words() != role.words()));
        }
    }
}
