export { openVault, vaultOf, type Vault } from './vault.ts';
export { parseKeys, type Key } from './keyring.ts';
