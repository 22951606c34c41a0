//! A horizontal bar, drawn in eighths of a cell.

const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar for some points where `largest` fills `cells` cells. Points that are not zero always show.
#[must_use]
pub fn bar(points: i64, largest: u64, cells: usize) -> String {
    let points = points.unsigned_abs();
    if points == 0 || cells == 0 || largest == 0 {
        return String::new();
    }
    let whole = u128::from(points.min(largest)) * (cells as u128 * 8) / u128::from(largest);
    let eighths = (whole as usize).max(1);
    let mut text = "█".repeat(eighths / 8);
    text.push_str(EIGHTHS[eighths % 8]);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::width;
    use proptest::prelude::*;

    #[test]
    fn lengths() {
        assert_eq!(bar(100, 100, 3), "███");
        assert_eq!(bar(-50, 100, 3), "█▌");
        assert_eq!(bar(1, 1_000_000, 3), "▏");
        assert_eq!(bar(0, 100, 3), "");
    }

    proptest! {
        #[test]
        fn never_longer_than_its_room(p: i64, largest: u64, cells in 0usize..200) {
            prop_assert!(width(&bar(p, largest, cells)) <= cells);
        }
    }
}
