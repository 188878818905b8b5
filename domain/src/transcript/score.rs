//! Scores in an item's own scale (TRN-16).

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::catalogue::{NotANumber, parse_number};

/// The most decimals that a score has.
const DECIMALS: u32 = 4;

/// Points in an item's own scale, with the best score that item had when they were given.
///
/// ```
/// use rollbook_domain::transcript::Score;
///
/// let score = Score::read("17.50", Some(20.into()))?;
/// assert_eq!((score.to_string().as_str(), score.maximum()), ("17.5", Some(20.into())));
/// assert!(Score::read("20.1", Some(20.into())).is_err());
/// # Ok::<(), rollbook_domain::transcript::ScoreRefused>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "Stored")]
pub struct Score {
    points: Decimal,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<Decimal>,
}

/// The stored form of a score, before its bounds are checked.
#[derive(Deserialize)]
struct Stored {
    points: Decimal,
    #[serde(default)]
    maximum: Option<Decimal>,
}

impl TryFrom<Stored> for Score {
    type Error = ScoreRefused;

    fn try_from(stored: Stored) -> Result<Self, ScoreRefused> {
        Self::parse(stored.points, stored.maximum)
    }
}

/// A number that is no score of an item.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ScoreRefused {
    /// Not a number at all.
    #[error(transparent)]
    NotANumber(#[from] NotANumber),
    /// Less than nothing, or finer than can be told apart.
    #[error("a score of {0} cannot be given; give a number of 0 or more, with at most {DECIMALS} decimals")]
    OutOfRange(Decimal),
    /// Better than the best.
    #[error("a score of {points} is more than the item's maximum {maximum}; give {maximum} or less")]
    AboveMaximum {
        /// The points given.
        points: Decimal,
        /// The item's best score.
        maximum: Decimal,
    },
}

impl Score {
    /// Makes a score out of points and the item's maximum, if it states one.
    ///
    /// # Errors
    /// [`ScoreRefused`] for points below 0, above the maximum, or with more than 4 decimals (TRN-16).
    pub fn parse(points: Decimal, maximum: Option<Decimal>) -> Result<Self, ScoreRefused> {
        let points = points.normalize();
        if points < Decimal::ZERO || points.scale() > DECIMALS {
            return Err(ScoreRefused::OutOfRange(points));
        }
        match maximum.map(|maximum| maximum.normalize()) {
            Some(maximum) if points > maximum => Err(ScoreRefused::AboveMaximum { points, maximum }),
            maximum => Ok(Self { points, maximum }),
        }
    }

    /// Reads the points a person typed.
    ///
    /// # Errors
    /// [`ScoreRefused`] for a text that is not a plain number, and as with [`Score::parse`] (TRN-16).
    pub fn read(text: &str, maximum: Option<Decimal>) -> Result<Self, ScoreRefused> {
        Self::parse(parse_number(text)?, maximum)
    }

    /// The points.
    pub const fn points(&self) -> Decimal {
        self.points
    }

    /// The best score there was, if the item stated one.
    pub const fn maximum(&self) -> Option<Decimal> {
        self.maximum
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.points.to_string())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn points_below_nothing_above_the_maximum_or_too_fine_are_refused() {
        for text in ["-1", "0.00001", "1e2", "", "12,5"] {
            assert!(Score::read(text, None).is_err(), "{text}");
        }
        assert_eq!(
            Score::read("101", Some(100.into())),
            Err(ScoreRefused::AboveMaximum { points: 101.into(), maximum: 100.into() })
        );
        assert!(Score::read("100.00", Some(100.into())).is_ok());
    }

    proptest! {
        /// TRN-16: whatever is kept is read back, digit by digit, and never lies outside its scale.
        #[test]
        fn a_score_is_read_back_as_it_was_kept(points in 0_i64..2_000_000, maximum in 0_i64..200) {
            let score = Score::parse(Decimal::new(points, 4), Some(maximum.into()));
            prop_assert_eq!(score.is_ok(), points <= maximum * 10_000);
            if let Ok(score) = score {
                let json = serde_json::to_string(&score).unwrap();
                prop_assert_eq!(serde_json::from_str::<Score>(&json).unwrap(), score);
                prop_assert_eq!(Score::read(&score.to_string(), score.maximum()).unwrap(), score);
            }
        }
    }
}
