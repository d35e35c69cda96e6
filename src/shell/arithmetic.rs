//! Arithmetic of a POSIX shell, as far as it can be worked out: `$((1024 * 2))`.

use super::Vars;

/// How deep brackets may nest.
const DEEPEST: usize = 32;

/// The value of an expression, if all in it is known.
pub fn value(text: &str, vars: &Vars) -> Option<i64> {
    let mut reader = Reader { text, at: 0, vars, depth: 0 };
    let value = reader.level(0)?;
    reader.blanks();
    reader.rest().is_empty().then_some(value)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    vars: &'a Vars,
    depth: usize,
}

/// Operators by rank, loosest first; within a rank the longer one first.
const RANKS: &[&[&str]] = &[
    &["||"],
    &["&&"],
    &["|"],
    &["^"],
    &["&"],
    &["==", "!="],
    &["<=", ">=", "<", ">"],
    &["<<", ">>"],
    &["+", "-"],
    &["**", "*", "/", "%"],
];

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn level(&mut self, rank: usize) -> Option<i64> {
        let Some(signs) = RANKS.get(rank) else { return self.unit() };
        let mut left = self.level(rank + 1)?;
        loop {
            self.blanks();
            let rest = self.rest();
            // `<` of `<<`, `|` of `||`: the longer operator of another rank is not this one.
            let longest = RANKS.iter().flat_map(|rank| rank.iter()).filter(|sign| rest.starts_with(**sign));
            let longest = longest.max_by_key(|sign| sign.len()).copied();
            let Some(sign) = signs.iter().find(|sign| longest == Some(**sign)) else { return Some(left) };
            self.at += sign.len();
            let right = self.level(rank + 1)?;
            left = apply(sign, left, right)?;
        }
    }

    fn unit(&mut self) -> Option<i64> {
        self.blanks();
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let rest = self.rest();
        let first = rest.chars().next()?;
        let value = match first {
            '(' => {
                self.at += 1;
                let value = self.level(0)?;
                self.blanks();
                self.at += self.rest().starts_with(')').then_some(1)?;
                Some(value)
            }
            '-' => {
                self.at += 1;
                self.unit()?.checked_neg()
            }
            '+' => {
                self.at += 1;
                self.unit()
            }
            '!' => {
                self.at += 1;
                Some(i64::from(self.unit()? == 0))
            }
            c if c.is_ascii_digit() => {
                let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
                let digits = rest.get(..length)?.to_owned();
                self.at += length;
                number(&digits)
            }
            _ => {
                let name = rest.trim_start_matches('$');
                let braced = name.strip_prefix('{');
                let name = braced.unwrap_or(name);
                let length = super::expand::name_length(name);
                let known = self.vars.known(name.get(..length)?)?;
                let value = number(known.as_str().trim());
                let (skipped, braced) = (rest.len() - name.len() + length, braced.is_some());
                self.at += skipped;
                if braced {
                    self.at += self.rest().starts_with('}').then_some(1)?;
                }
                value
            }
        };
        self.depth -= 1;
        value
    }
}

fn number(text: &str) -> Option<i64> {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return i64::from_str_radix(hex, 16).ok();
    }
    if text.len() > 1 && text.starts_with('0') {
        return i64::from_str_radix(text, 8).ok();
    }
    text.parse().ok()
}

fn apply(sign: &str, left: i64, right: i64) -> Option<i64> {
    let truth = |yes: bool| Some(i64::from(yes));
    match sign {
        "||" => truth(left != 0 || right != 0),
        "&&" => truth(left != 0 && right != 0),
        "|" => Some(left | right),
        "^" => Some(left ^ right),
        "&" => Some(left & right),
        "==" => truth(left == right),
        "!=" => truth(left != right),
        "<=" => truth(left <= right),
        ">=" => truth(left >= right),
        "<" => truth(left < right),
        ">" => truth(left > right),
        "<<" => left.checked_shl(u32::try_from(right).ok()?),
        ">>" => left.checked_shr(u32::try_from(right).ok()?),
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "**" => left.checked_pow(u32::try_from(right).ok()?),
        "*" => left.checked_mul(right),
        "/" => left.checked_div(right),
        _ => left.checked_rem(right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::Value;
    use crate::text::Traced;

    #[test]
    fn expressions_are_worked_out() {
        let mut vars = Vars::default();
        vars.set("N", Value::Known(Traced::verbatim("5", 0)));
        let cases = [
            ("1+2*3", Some(7)),
            ("(1+2)*3", Some(9)),
            ("N*2", Some(10)),
            ("$N << 2", Some(20)),
            ("${N}-7", Some(-2)),
            ("0x10 + 010", Some(24)),
            ("1 < 2 && 3 != 3", Some(0)),
            ("1 | 2 || 0", Some(1)),
            ("1/0", None),
            ("M+1", None),
            ("1 +", None),
            ("", None),
        ];
        for (text, want) in cases {
            assert_eq!(value(text, &vars), want, "{text}");
        }
    }
}
