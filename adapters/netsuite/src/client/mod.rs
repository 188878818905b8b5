//! Asking the service: one request at a time, tried again where that may help.

mod answer;
mod later;
mod tls;

use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use answer::Answer;
use rollbook_domain::port::ContractSourceError;
use serde_json::Value;
use ureq::Agent;
use ureq::http::HeaderValue;
use ureq::http::header::{ACCEPT, AUTHORIZATION};

use crate::{Address, BearerToken, NetsuiteError, NetsuiteOptions, TokenPlace, Waiter};

/// How often one thing is asked for before it is given up.
const TRIES: u32 = 5;
/// The first wait; each further one is twice as long, unless the service says how long.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait that the service may ask for.
const LONGEST_WAIT: Duration = Duration::from_mins(5);

pub(crate) struct Client {
    agent: Agent,
    address: Address,
    token: Mutex<HeaderValue>,
    renewal: Option<Arc<dyn TokenPlace>>,
    waiter: Arc<dyn Waiter>,
}

impl Client {
    pub(crate) fn open(
        address: Address,
        token: &BearerToken,
        options: &NetsuiteOptions,
        waiter: Arc<dyn Waiter>,
    ) -> Result<Self, NetsuiteError> {
        let mut config = Agent::config_builder()
            .user_agent(concat!("rollbook/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            // The token is for this service alone, so no redirect is followed and no proxy taken from the environment.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(options.patience));
        if address.is_encrypted() {
            config = config.https_only(true).tls_config(tls::config(options.authorities.as_deref())?);
        }
        let (agent, token) = (config.build().new_agent(), Mutex::new(token.header()?));
        Ok(Self { agent, address, token, renewal: options.renewal.clone(), waiter })
    }

    pub(crate) fn address(&self) -> &Address {
        &self.address
    }

    /// Asks for what is at a path, which errors call `what`.
    pub(crate) fn get(&self, path: &str, what: &str) -> Result<Value, ContractSourceError> {
        let (mut wait, mut may_renew) = (FIRST_WAIT, true);
        for attempt in 1.. {
            let (problem, asked_for) = match self.ask(path, what) {
                Answer::Given(value) => return Ok(value),
                Answer::NotLetIn(_) if mem::take(&mut may_renew) && self.renew() => continue,
                Answer::NotLetIn(error) | Answer::Failed(error) => return Err(error),
                Answer::Later { problem, after } => (problem, after),
            };
            if attempt >= TRIES {
                return Err(ContractSourceError::Unavailable(format!(
                    "{what}: {problem}, {TRIES} times in a row; nothing was taken over, try again later"
                )));
            }
            let pause = asked_for.unwrap_or(wait);
            if pause > LONGEST_WAIT {
                return Err(ContractSourceError::Unavailable(format!(
                    "{what}: {problem}, and wants {} s of rest; nothing was taken over, try again then",
                    pause.as_secs()
                )));
            }
            self.waiter.wait(pause);
            wait *= 2;
        }
        Err(ContractSourceError::Unavailable(format!("{what}: it was not asked for")))
    }

    /// Whether another token stands where the one in use stood; it is used from now on.
    fn renew(&self) -> bool {
        let Some(token) = self.renewal.as_ref().and_then(|place| place.token()?.header().ok()) else {
            return false;
        };
        let mut used = self.token.lock().unwrap_or_else(PoisonError::into_inner);
        let is_another = *used != token;
        *used = token;
        is_another
    }

    fn ask(&self, path: &str, what: &str) -> Answer {
        let token = self.token.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let request = self
            .agent
            .get(self.address.join(path))
            .header(AUTHORIZATION, token)
            .header(ACCEPT, "application/json");
        match request.call() {
            Ok(response) => answer::of_response(response, what),
            Err(error) => answer::of_failure(&error, what),
        }
    }
}
