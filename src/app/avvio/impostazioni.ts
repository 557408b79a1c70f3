import { impostazioniDb } from '../../platform/db/db.config.ts';
import { impostazioniHttp } from '../../platform/http/http.config.ts';
import { impostazioniLog } from '../../platform/log/log.config.ts';
import { impostazioniMail } from '../../platform/mail/mail.config.ts';
import { impostazioniVault } from '../../platform/vault/vault.config.ts';
import { impostazioniAutorizzazioni } from '../../autorizzazioni/autorizzazioni.config.ts';
import { impostazioniPec } from '../../pec/pec.config.ts';
import {
  impostazioniMarche,
  impostazioniVerifiche,
} from '../../registro-verificabile/registro-verificabile.config.ts';
import { impostazioniDocumenti } from '../../documenti/documenti.config.ts';
import { impostazioniEsportazioni } from '../../esportazione/esportazione.config.ts';
import type { Configurazione } from '#platform/config';
import { impostazioniAvvio } from './avvio.config.ts';

/** Every setting of the product, by owner. A slice that declares settings is added here and nowhere else. */
export const impostazioni = {
  avvio: impostazioniAvvio,
  http: impostazioniHttp,
  autorizzazioni: impostazioniAutorizzazioni,
  db: impostazioniDb,
  documenti: impostazioniDocumenti,
  esportazioni: impostazioniEsportazioni,
  log: impostazioniLog,
  mail: impostazioniMail,
  marche: impostazioniMarche,
  pec: impostazioniPec,
  vault: impostazioniVault,
  verifiche: impostazioniVerifiche,
};

/** The whole configuration, as `main.ts` reads it and hands each part its own. */
export type ConfigurazioneTabularium = Configurazione<typeof impostazioni>;
