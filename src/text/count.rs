//! Numbers of things, in words.

/// "1 play", "2 plays".
#[must_use]
pub fn counted(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_the_only_one() {
        let said: Vec<String> = (0..3).map(|n| counted(n, "list", "lists")).collect();
        assert_eq!(said, ["0 lists", "1 list", "2 lists"]);
    }
}
