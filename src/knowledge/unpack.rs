//! Reads the packed knowledge: fields in a fixed order, each ended by U+001F; a list begins with its length.

use super::types::*;

/// Everything, for the life of the program.
pub struct All {
    pub causes: &'static [Cause],
    pub steps: &'static [Step],
    pub errors: &'static [ErrorEntry],
    pub models: &'static [Model],
}

/// Unpacks a text that `build.rs` wrote. A text of another make gives fewer entries, never a panic;
/// the tests compare the number of entries with the number of files.
pub fn all(packed: &'static str) -> All {
    let mut from = Fields { rest: packed };
    All {
        causes: from.list(Fields::cause),
        steps: from.list(Fields::step),
        errors: from.list(Fields::error),
        models: from.list(Fields::model),
    }
}

struct Fields {
    rest: &'static str,
}

impl Fields {
    fn text(&mut self) -> &'static str {
        let (field, rest) = self.rest.split_once('\u{1f}').unwrap_or((self.rest, ""));
        self.rest = rest;
        field
    }

    /// An empty field stands for nothing.
    fn maybe(&mut self) -> Option<&'static str> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    fn number(&mut self) -> u32 {
        self.text().parse().unwrap_or(0)
    }

    /// Thousandths.
    fn share(&mut self) -> f64 {
        f64::from(self.number()) / 1000.0
    }

    fn flag(&mut self) -> bool {
        self.text() == "y"
    }

    fn maybe_flag(&mut self) -> Option<bool> {
        self.maybe().map(|text| text == "y")
    }

    fn list<T>(&mut self, mut one: impl FnMut(&mut Self) -> T) -> &'static [T] {
        let count = self.number().min(100_000);
        let mut all = Vec::with_capacity(count as usize);
        for _ in 0..count {
            all.push(one(self));
        }
        // The knowledge lives as long as the program.
        all.leak()
    }

    fn texts(&mut self) -> &'static [&'static str] {
        self.list(Self::text)
    }

    /// The variant with the name that comes next; the first one where build.rs let a wrong name pass.
    fn one_of<T: Copy>(&mut self, all: &[T], name: impl Fn(T) -> &'static str) -> T {
        let text = self.text();
        all.iter().copied().find(|v| name(*v) == text).unwrap_or(all[0])
    }

    fn condition(&mut self) -> Condition {
        Condition { text: self.texts(), facts: self.texts(), unless: self.texts() }
    }

    fn cause(&mut self) -> Cause {
        Cause {
            id: self.text(),
            title: self.text(),
            turn: self.one_of(&Turn::ALL, Turn::name),
            time: self.text(),
            retryable: self.maybe_flag(),
            prior: self.share(),
            cost: f64::from(self.number()),
            began: self.one_of(&Stage::ALL, Stage::name),
            showed: self.one_of(&Stage::ALL, Stage::name),
            claude: self.flag(),
            symptom: self.flag(),
            meaning: self.text(),
            fix: self.texts(),
            remedy: self.one_of(&Remedy::ALL, Remedy::name),
            command: self.maybe(),
            signals: self
                .list(|from| Signal { weight: from.one_of(&Weight::ALL, Weight::name), when: from.condition() }),
        }
    }

    fn step(&mut self) -> Step {
        Step {
            id: self.text(),
            question: self.text(),
            hint: self.text(),
            command: self.maybe(),
            cost: f64::from(self.number()),
            otherwise: self.share(),
            yes: self.list(|from| (from.text(), from.share())),
            answered: self.list(|from| Answered { yes: from.flag(), when: from.condition(), reason: from.text() }),
        }
    }

    fn error(&mut self) -> ErrorEntry {
        ErrorEntry {
            id: self.text(),
            status: self.maybe().and_then(|text| text.parse().ok()),
            error_type: self.maybe(),
            code: self.maybe(),
            platform: self.text(),
            retryable: self.maybe_flag(),
            text: self.texts(),
            weak: self.texts(),
            beats: self.texts(),
            causes: self.texts(),
            advice: self.advice(),
        }
    }

    /// Three fields, all empty where there is none.
    fn advice(&mut self) -> Option<Advice> {
        let (turn, meaning, todo) = (self.text(), self.text(), self.text());
        let turn = Turn::ALL.into_iter().find(|known| known.name() == turn)?;
        Some(Advice { turn, meaning, todo })
    }

    fn model(&mut self) -> Model {
        Model {
            id: self.text(),
            aliases: self.texts(),
            status: self.one_of(&ModelStatus::ALL, ModelStatus::name),
            retires: self.maybe(),
            replacement: self.maybe(),
            context_window: self.number(),
            max_output_tokens: self.number(),
            bedrock_id: self.maybe(),
            vertex_id: self.maybe(),
            thinking: self.texts(),
            effort: self.texts(),
            prefill: self.flag(),
            forced_tools: self.maybe_flag(),
            sampling: self.one_of(&Sampling::ALL, Sampling::name),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::{CAUSES, ERRORS, MODELS, STEPS};

    #[test]
    fn every_file_arrives() {
        let files = |folder: &str| std::fs::read_dir(format!("src/knowledge/{folder}")).unwrap().count();
        assert_eq!(CAUSES.len(), files("causes"));
        assert_eq!(STEPS.len(), files("steps"));
        assert_eq!(MODELS.len(), files("models"));
        assert!(ERRORS.len() > files("errors"));
        assert!(MODELS.iter().all(|m| m.context_window >= 100_000 && !m.id.is_empty()));
        assert!(CAUSES.iter().all(|c| c.prior > 0.0 && !c.fix.is_empty() && c.cost > 0.0));
    }
}
