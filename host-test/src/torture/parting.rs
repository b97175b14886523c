//! Callers that left before their call had ended.

use super::Subject;

/// How far a call was when its caller left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parting {
    /// Nothing was bought.
    Unbought,
    /// It was bought, and the caller did not know of it.
    Between,
    /// The task was known: its caller was told of it, or it was asked after.
    Running,
}

/// How the callers of a row left that were to leave.
#[derive(Clone, Debug, Default)]
pub struct Partings {
    unbought: u64,
    between: u64,
    running: u64,
    ended: [u64; 2],
}

impl Partings {
    /// Counts a call that its caller left so, or did not, since it had ended.
    pub fn add(&mut self, subject: Subject, parting: Option<Parting>) {
        let count = match parting {
            Some(Parting::Unbought) => &mut self.unbought,
            Some(Parting::Between) => &mut self.between,
            Some(Parting::Running) => &mut self.running,
            None => &mut self.ended[subject as usize],
        };
        *count += 1;
    }

    /// What never happened, so that nothing is known of it.
    pub fn flaws(&self) -> Vec<String> {
        let [task, process] = self.ended;
        let counts = [
            (self.unbought, "nobody left before the purchase"),
            (self.between, "nobody left while the purchase was under way"),
            (self.running, "nobody left while a task was running"),
            (task, "no task was waited for to its end"),
            (process, "no product was waited for to its end"),
        ];
        let never = counts.iter().filter(|(count, _)| *count == 0);
        never.map(|(_, what)| (*what).to_owned()).collect()
    }

    /// One line.
    pub fn text(&self) -> String {
        format!(
            "{} left before the purchase, {} while it was under way, {} while the task ran; {} \
             tasks and {} products were waited for to the end",
            self.unbought, self.between, self.running, self.ended[0], self.ended[1]
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_leave_must_be_gone() {
        let mut partings = Partings::default();
        assert_eq!(partings.flaws().len(), 5);
        for parting in [Parting::Unbought, Parting::Between, Parting::Running] {
            partings.add(Subject::Task, Some(parting));
        }
        partings.add(Subject::Task, None);
        assert_eq!(partings.flaws(), ["no product was waited for to its end"]);
        partings.add(Subject::Process, None);
        assert!(partings.flaws().is_empty());
    }
}
