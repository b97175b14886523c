//! A database as a queueing model: connections, locks on rows, cores, and one log that is flushed
//! for all commits that wait for it.

use std::collections::{HashMap, VecDeque};

use super::times::Kind;

/// What it runs on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Machine {
    /// Cores.
    pub cores: usize,
    /// Connections, of a pooler for all members.
    pub connections: usize,
    /// What a flush of the log takes, in nanoseconds.
    pub flush: u64,
}

/// A statement on its way.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    /// What it is.
    pub kind: Kind,
    /// Whose it is: a purchase or a member.
    pub owner: u64,
    /// The row that it locks until it is committed.
    pub lock: Option<u64>,
    /// What it takes of a core, in nanoseconds.
    pub cpu: u64,
}

/// What the database waits for.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A core is done with a statement.
    Computed(Statement),
    /// The log is on the disk.
    Flushed,
}

/// The model.
pub struct Database {
    machine: Machine,
    /// Statements that have a connection.
    connected: usize,
    computing: usize,
    /// Wait for a connection.
    unconnected: VecDeque<Statement>,
    /// Wait for a core.
    ready: VecDeque<Statement>,
    /// Who waits for each row that is locked.
    locks: HashMap<u64, VecDeque<Statement>>,
    flushing: Vec<Statement>,
    is_flushing: bool,
    uncommitted: Vec<Statement>,
    /// What cores have computed, in nanoseconds.
    pub computed: u64,
    /// Statements that were answered.
    pub answered: u64,
}

impl Database {
    /// One that has nothing to do.
    pub fn new(machine: Machine) -> Database {
        Database {
            machine,
            connected: 0,
            computing: 0,
            unconnected: VecDeque::new(),
            ready: VecDeque::new(),
            locks: HashMap::new(),
            flushing: Vec::new(),
            is_flushing: false,
            uncommitted: Vec::new(),
            computed: 0,
            answered: 0,
        }
    }

    /// Takes a statement. `later` is called with what the database waits for, and how long.
    pub fn send(&mut self, statement: Statement, later: &mut impl FnMut(u64, Step)) {
        self.unconnected.push_back(statement);
        self.proceed(later);
    }

    /// Goes on after a step; adds the statements that are answered.
    pub fn step(
        &mut self,
        step: Step,
        answered: &mut Vec<Statement>,
        later: &mut impl FnMut(u64, Step),
    ) {
        match step {
            Step::Computed(statement) => {
                self.computing -= 1;
                match statement.kind.is_write() {
                    true => self.uncommitted.push(statement),
                    false => self.answer(statement, answered),
                }
            }
            Step::Flushed => {
                self.is_flushing = false;
                for statement in std::mem::take(&mut self.flushing) {
                    self.answer(statement, answered);
                }
            }
        }
        self.proceed(later);
    }

    fn answer(&mut self, statement: Statement, answered: &mut Vec<Statement>) {
        self.connected -= 1;
        self.answered += 1;
        if let Some(row) = statement.lock {
            let next = self.locks.get_mut(&row).and_then(VecDeque::pop_front);
            match next {
                Some(next) => self.ready.push_back(next),
                None => _ = self.locks.remove(&row),
            }
        }
        answered.push(statement);
    }

    fn proceed(&mut self, later: &mut impl FnMut(u64, Step)) {
        while self.connected < self.machine.connections
            && let Some(statement) = self.unconnected.pop_front()
        {
            self.connected += 1;
            match statement.lock.and_then(|row| self.locks.get_mut(&row)) {
                Some(waiting) => waiting.push_back(statement),
                None => {
                    if let Some(row) = statement.lock {
                        self.locks.insert(row, VecDeque::new());
                    }
                    self.ready.push_back(statement);
                }
            }
        }
        while self.computing < self.machine.cores
            && let Some(statement) = self.ready.pop_front()
        {
            self.computing += 1;
            self.computed += statement.cpu;
            later(statement.cpu, Step::Computed(statement));
        }
        if !self.is_flushing && !self.uncommitted.is_empty() {
            self.is_flushing = true;
            self.flushing = std::mem::take(&mut self.uncommitted);
            later(self.machine.flush, Step::Flushed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::agenda::Agenda;

    /// When each of these is answered, in the order of the answers.
    fn times(machine: Machine, statements: &[Statement]) -> Vec<(u64, u64)> {
        let (mut database, mut agenda) = (Database::new(machine), Agenda::new());
        for statement in statements {
            database.send(*statement, &mut |after, step| agenda.add(after, step));
        }
        let mut times = Vec::new();
        while let Some(step) = agenda.next_before(u64::MAX) {
            let mut answered = Vec::new();
            database.step(step, &mut answered, &mut |after, step| {
                agenda.add(after, step)
            });
            times.extend(answered.iter().map(|each| (each.owner, agenda.now())));
        }
        times
    }

    fn statement(owner: u64, kind: Kind, lock: Option<u64>) -> Statement {
        Statement {
            kind,
            owner,
            lock,
            cpu: 10,
        }
    }

    #[test]
    fn statements_wait_for_cores_connections_rows_and_the_log() {
        let machine = Machine {
            cores: 2,
            connections: 10,
            flush: 100,
        };
        let reads: Vec<Statement> = (0..3)
            .map(|owner| statement(owner, Kind::OfJob, None))
            .collect();
        assert_eq!(times(machine, &reads), [(0, 10), (1, 10), (2, 20)]);
        let one = Machine {
            connections: 1,
            ..machine
        };
        assert_eq!(times(one, &reads), [(0, 10), (1, 20), (2, 30)]);
        // The first is flushed alone, the others together.
        let writes: Vec<Statement> = (0..3)
            .map(|owner| statement(owner, Kind::Claim, None))
            .collect();
        assert_eq!(times(machine, &writes), [(0, 110), (1, 210), (2, 210)]);
        let locked = [
            statement(0, Kind::Claim, Some(1)),
            statement(1, Kind::Claim, Some(1)),
            statement(2, Kind::OfJob, None),
        ];
        assert_eq!(times(machine, &locked), [(2, 10), (0, 110), (1, 220)]);
    }
}
