/** Configuration of a Dovecot 2.3 that needs nothing of the system: no chroot, no other users, no files outside `radice`. */
export function configurazione(c: { radice: string; porta: number; utente: string; gruppo: string }): string {
  const { radice, porta, utente, gruppo } = c;
  return `
base_dir = ${radice}/base
state_dir = ${radice}/stato
log_path = ${radice}/registro
protocols = imap
listen = 127.0.0.1
default_internal_user = ${utente}
default_internal_group = ${gruppo}
default_login_user = ${utente}
ssl = required
ssl_cert = <${radice}/certificato.pem
ssl_key = <${radice}/chiave.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
auth_username_format = %Lu
mail_max_userip_connections = 100
mail_location = maildir:${radice}/posta/%Lu
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    auto = create
    special_use = \\Sent
  }
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=plain username_format=%Lu ${radice}/utenti
}
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${radice}/oauth2.conf
}
userdb {
  driver = static
  args = uid=${utente} gid=${gruppo} home=${radice}/posta/%Lu
}
service imap-login {
  chroot =
  inet_listener imap {
    port = 0
  }
  inet_listener imaps {
    port = ${porta}
    ssl = yes
  }
}
# Wrong passwords are part of the tests: nobody waits for them.
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}

/** Tokens are JWT signed with the secret in `chiavi/`: there is no authorisation server to ask. */
export function configurazioneOauth2(radice: string): string {
  return `
introspection_mode = local
local_validation_key_dict = fs:posix:prefix=${radice}/chiavi/
username_attribute = sub
username_format = %Lu
`;
}
