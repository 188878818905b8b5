//! What a module reached, and what that is on the scale of its item.

use rust_decimal::Decimal;

use super::value::real;
use super::{CmiElements, CmiStandard};

/// The score as sent: `cmi.core.score.*` (RTE 1.2, 3.4.4) or `cmi.score.*` (RTE 2004, 4.2.20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ModuleScore {
    /// What was reached.
    pub raw: Option<Decimal>,
    /// The least there is.
    pub min: Option<Decimal>,
    /// The most there is.
    pub max: Option<Decimal>,
    /// What was reached, from -1 to 1; SCORM 2004 alone.
    pub scaled: Option<Decimal>,
}

/// The score that a module sent.
pub fn score_of(standard: CmiStandard, elements: &CmiElements) -> ModuleScore {
    let prefix = match standard {
        CmiStandard::Scorm12 => "cmi.core.score",
        CmiStandard::Scorm2004 => "cmi.score",
    };
    let number = |part: &str| real(elements.get(&format!("{prefix}.{part}"))?);
    let scaled = match standard {
        CmiStandard::Scorm12 => None,
        CmiStandard::Scorm2004 => number("scaled"),
    };
    ModuleScore { raw: number("raw"), min: number("min"), max: number("max"), scaled }
}

impl ModuleScore {
    /// The score on a scale from 0 to `maximum`, to four decimals (TRN-16).
    ///
    /// The scaled score goes first. A raw score stands for its share between the least and the most there is, which are
    /// 0 and 100 where nothing else is said and the edition is SCORM 1.2; a raw score of SCORM 2004 without a stated most
    /// is taken as it is. What lies below the scale counts as 0, and what lies above as all of it.
    pub fn on_scale(&self, standard: CmiStandard, maximum: Decimal) -> Option<Decimal> {
        let points = match (self.scaled, self.raw) {
            (Some(scaled), _) => scaled.checked_mul(maximum)?,
            (None, Some(raw)) => {
                let most = match (self.max, standard) {
                    (Some(max), _) => max,
                    (None, CmiStandard::Scorm12) => Decimal::ONE_HUNDRED,
                    (None, CmiStandard::Scorm2004) => maximum,
                };
                let least = self.min.unwrap_or(Decimal::ZERO);
                let range = most.checked_sub(least).filter(|range| *range > Decimal::ZERO)?;
                raw.checked_sub(least)?.checked_mul(maximum)?.checked_div(range)?
            }
            (None, None) => return None,
        };
        Some(points.clamp(Decimal::ZERO, maximum.max(Decimal::ZERO)).round_dp(4).normalize())
    }
}
