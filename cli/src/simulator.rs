//! A simulator inside this process, for `--simulate`.

use crate::output::failure::Failure;
use crate::output::language::{message, tr};
use visual_host::{Keys, io_error_zh};
use volc_sim::{Config, Simulator};

/// A simulator in this process. It ends with it, and its tasks with it.
pub struct EmbeddedSimulator {
    pub simulator: Simulator,
    pub keys: volc_sim::Keys,
}

impl EmbeddedSimulator {
    /// Starts a simulator if the command asks for one.
    pub async fn start_if(wanted: bool) -> Result<Option<EmbeddedSimulator>, Failure> {
        match wanted {
            true => EmbeddedSimulator::start(0, volc_sim::Keys::generate())
                .await
                .map(Some),
            false => Ok(None),
        }
    }

    pub async fn start(port: u16, keys: volc_sim::Keys) -> Result<EmbeddedSimulator, Failure> {
        let config = Config {
            port,
            side: keys.side,
            keys: vec![keys.clone()],
            ..Config::default()
        };
        match Simulator::start(config).await {
            Ok(simulator) => Ok(EmbeddedSimulator { simulator, keys }),
            Err(error) => {
                let zh = io_error_zh(&error);
                let failure =
                    Failure::machine(message!("{error}", "模拟器无法监听端口 {port}：{zh}"));
                Err(match port {
                    0 => failure,
                    _ => failure.with_hint(tr!(
                        "choose another port, or leave out --port to take a free one",
                        "请换用其他端口，或去掉 --port 以使用空闲端口"
                    )),
                })
            }
        }
    }

    /// The keys that it accepts, with its address.
    pub fn keys(&self) -> Keys {
        let keys = Keys::new(&self.keys.access_key_id, &self.keys.secret_access_key)
            .with_endpoint(&self.simulator.endpoint());
        match &self.keys.session_token {
            Some(token) => keys.with_session_token(token),
            None => keys,
        }
    }
}
