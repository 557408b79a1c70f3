import type { ReactElement } from 'react';
import type { ConfigurazioneCasella } from '../tipi.ts';
import { CampoSicurezza, CampoTesto, type StatoBozza } from './campo-testo.tsx';

type Proprieta = { stato: StatoBozza; prima: ConfigurazioneCasella | undefined };

const ceGia = (c: boolean | undefined): string =>
  c ? 'Ce n’è già una: vuoto, resta quella.' : 'Si scrive e non si rilegge.';

/** Where mail is read and from where it leaves. The secrets are written and never shown. */
export function CampiCollegamento({ stato, prima }: Proprieta): ReactElement {
  const { bozza, cambia } = stato;
  if (bozza.trasporto === 'cartella')
    return (
      <CampoTesto
        stato={stato}
        nome="cartella"
        campo="cartella"
        etichetta="Cartella"
        massimo={60}
        obbligatorio
        aiuto="Sotto «caselle» della cartella dei dati: un file .eml per messaggio."
      />
    );
  return (
    <>
      <fieldset className="gruppo">
        <legend className="gruppo__titolo">Posta in arrivo (IMAP)</legend>
        <div className="griglia">
          <CampoTesto
            stato={stato}
            nome="imapHost"
            campo="imap.host"
            etichetta="Server"
            massimo={253}
            obbligatorio
          />
          <CampoTesto
            stato={stato}
            nome="imapPorta"
            campo="imap.porta"
            etichetta="Porta"
            massimo={5}
            obbligatorio
          />
          <CampoSicurezza stato={stato} nome="imapSicurezza" />
          <CampoTesto
            stato={stato}
            nome="imapUtente"
            campo="imap.utente"
            etichetta="Utente"
            massimo={320}
            obbligatorio
          />
          <CampoTesto
            stato={stato}
            nome="segreto"
            campo="segreto"
            etichetta={bozza.oauth ? 'Token di aggiornamento' : 'Password'}
            massimo={4000}
            tipo="password"
            aiuto={ceGia(prima?.segretoPresente)}
          />
          <CampoTesto
            stato={stato}
            nome="imapCartella"
            campo="imap.cartella"
            etichetta="Cartella da leggere"
            massimo={200}
            aiuto="Vuoto: INBOX."
          />
        </div>
        <label className="spunta mb-3">
          <input
            type="checkbox"
            checked={bozza.oauth}
            onChange={(e) => cambia({ oauth: e.target.checked })}
          />
          <span>Si entra con OAuth2, non con una password</span>
        </label>
        {bozza.oauth && (
          <div className="griglia">
            <CampoTesto
              stato={stato}
              nome="tokenUrl"
              campo="imap.oauth.tokenUrl"
              etichetta="Indirizzo dei token"
              massimo={500}
              obbligatorio
            />
            <CampoTesto
              stato={stato}
              nome="clientId"
              campo="imap.oauth.clientId"
              etichetta="Identificativo (client id)"
              massimo={300}
              obbligatorio
            />
            <CampoTesto
              stato={stato}
              nome="ambito"
              campo="imap.oauth.ambito"
              etichetta="Ambito (scope)"
              massimo={500}
            />
          </div>
        )}
      </fieldset>
      <label className="spunta">
        <input
          type="checkbox"
          checked={bozza.spedisce}
          onChange={(e) => cambia({ spedisce: e.target.checked })}
        />
        <span>Da questa casella si spedisce</span>
      </label>
      {bozza.spedisce && (
        <fieldset className="gruppo">
          <legend className="gruppo__titolo">Posta in uscita (SMTP)</legend>
          <div className="griglia">
            <CampoTesto
              stato={stato}
              nome="smtpHost"
              campo="uscita.host"
              etichetta="Server"
              massimo={253}
              obbligatorio
            />
            <CampoTesto
              stato={stato}
              nome="smtpPorta"
              campo="uscita.porta"
              etichetta="Porta"
              massimo={5}
              obbligatorio
            />
            <CampoSicurezza stato={stato} nome="smtpSicurezza" />
            <CampoTesto
              stato={stato}
              nome="smtpUtente"
              campo="uscita.utente"
              etichetta="Utente"
              massimo={320}
              aiuto="Vuoto: lo stesso."
            />
            <CampoTesto
              stato={stato}
              nome="segretoUscita"
              campo="segretoUscita"
              etichetta="Password"
              massimo={4000}
              tipo="password"
              aiuto={prima?.segretoUscitaPresente ? ceGia(true) : 'Vuoto: la stessa della posta in arrivo.'}
            />
          </div>
        </fieldset>
      )}
    </>
  );
}
