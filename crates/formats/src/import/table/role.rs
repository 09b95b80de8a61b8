//! What the columns of a table can be.

use dateline_time::vocabulary;

vocabulary! {
    /// What a column of a table is for.
    pub enum Role(key, label) {
        /// Nothing of the picture: its values stay beside each event.
        Keep = "keep", "Keep beside the event";
        /// Not to be read at all.
        Ignore = "ignore", "Leave out";
        /// What happened, in a few words. Several such columns are joined.
        Title = "title", "Title";
        /// When: a date or a range.
        Date = "date", "Date";
        /// When it began.
        Start = "start", "Start";
        /// When it ended.
        End = "end", "End";
        /// The latest moment at which it can have begun.
        LatestStart = "latest-start", "Latest start";
        /// The earliest moment at which it can have ended.
        EarliestEnd = "earliest-end", "Earliest end";
        /// The year of the date or of its beginning.
        Year = "year", "Year";
        /// The month of the date or of its beginning.
        Month = "month", "Month";
        /// The day of the month of the date or of its beginning.
        Day = "day", "Day";
        /// The time of day of the date or of its beginning.
        Time = "time", "Time of day";
        /// The year of the end.
        EndYear = "end-year", "Year of the end";
        /// The month of the end.
        EndMonth = "end-month", "Month of the end";
        /// The day of the month of the end.
        EndDay = "end-day", "Day of the end";
        /// The time of day of the end.
        EndTime = "end-time", "Time of the end";
        /// How precise the date is: 1 or "day", 2 or "week", 3 or "month", "year".
        Precision = "precision", "Precision of the date";
        /// What is to be said about the date.
        DateNote = "date-note", "Note on the date";
        /// The zone that its days belong to.
        Zone = "zone", "Zone";
        /// What became of it.
        Status = "status", "Status";
        /// The date of that.
        AsOf = "as-of", "Date of the status";
        /// The row of the picture.
        Lane = "lane", "Lane";
        /// Who took part; several names in one cell are told apart.
        Actors = "actors", "Actors";
        /// Tags; several in one cell are told apart.
        Tags = "tags", "Tags";
        /// Where; becomes a line of the summary.
        Place = "place", "Place";
        /// More about it. Several such columns become paragraphs.
        Summary = "summary", "Summary";
        /// How important it is.
        Importance = "importance", "Importance";
        /// What it rests on: a title, or an address.
        Source = "source", "Source";
        /// Where the source can be read.
        SourceUrl = "source-url", "Address of the source";
        /// Who published the source.
        Publisher = "publisher", "Publisher";
        /// When the source was published.
        Published = "published", "Date of the source";
        /// The words of the source.
        Quote = "quote", "Quotation";
        /// A promise to repeat it, in words.
        Recurrence = "recurrence", "Repetition";
        /// Its id.
        Id = "id", "Id";
        /// The id of the event that it is a part of.
        Parent = "parent", "Part of";
    }
}

impl Role {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_a_label_of_its_own() {
        for (place, role) in Role::ALL.iter().enumerate() {
            assert_eq!(Role::from_key(role.key()), Some(*role));
            assert_eq!(*role as usize, place, "plans find the columns of a role by its place");
            assert!(Role::ALL.iter().skip(place + 1).all(|other| other.label() != role.label()));
        }
    }
}
