import { type Autorita, type Dati, type Forma, type Gestore } from '#gestore-pec';

/** A way of writing that is met in real mail, or an attack; what the provider's signature is worth with it. */
export type DeviazioneMessaggio = {
  dove: 'messaggio';
  descrizione: string;
  /** Whether the signature over its messages is good, for who trusts the authority. */
  firma: 'valida' | 'non-valida' | 'assente';
  forma: (gestore: Gestore, autorita: Autorita) => Partial<Forma> | Promise<Partial<Forma>>;
};

const buona = (descrizione: string, forma: Partial<Forma>): DeviazioneMessaggio => ({
  dove: 'messaggio',
  descrizione,
  firma: 'valida',
  forma: () => forma,
});

const daticert = (descrizione: string, scrivi: (xml: string) => Buffer): DeviazioneMessaggio =>
  buona(descrizione, { daticert: scrivi });

const dati = (descrizione: string, cambia: (d: Dati) => Dati): DeviazioneMessaggio =>
  buona(descrizione, { dati: cambia });

export const DEVIAZIONI_MESSAGGIO = {
  'disposizione-inline': buona('Postacert e daticert con disposizione inline', { disposizione: 'inline' }),
  'daticert-prima': buona('Daticert prima di postacert', { prima: 'daticert' }),
  'x-pkcs7-signature': buona('Firma di tipo application/x-pkcs7-signature', {
    tipoFirma: 'application/x-pkcs7-signature',
  }),
  sha1: buona('Firma con SHA-1, come prima del 2021', { algoritmo: 'sha1' }),
  'testo-html': buona('Testo anche in HTML', { html: true }),
  'x-rem': buona('Intestazioni X-REM accanto a quelle della PEC', {
    altre: ['X-REM-Subject: REM ContentConsignment: prova', 'X-REM-Msg-Type: AcceptanceRejection'],
  }),
  'da-nome': buona('Ricevute con un nome davanti all’indirizzo del gestore', {
    da: (indirizzo, per) =>
      `"${per === undefined ? 'Posta Certificata' : `Per conto di: ${per}`}" <${indirizzo}>`,
  }),
  'da-senza-virgolette': buona('From senza virgolette attorno a «Per conto di»', {
    da: (indirizzo, per) => (per === undefined ? `<${indirizzo}>` : `Per conto di: ${per} <${indirizzo}>`),
  }),
  'da-codificato': buona('From in parola codificata', {
    da: (indirizzo, per) => {
      const nome = per === undefined ? 'Posta Certificata' : `Per conto di: ${per}`;
      return `=?UTF-8?B?${Buffer.from(nome).toString('base64')}?= <${indirizzo}>`;
    },
  }),
  'senza-msgid': dati('Daticert senza msgid', ({ msgid: _, ...d }) => d),
  'senza-ricevuta': dati('Daticert senza l’elemento ricevuta', ({ ricevuta: _, ...d }) => d),
  'identificativo-a-capo': dati('Identificativo con un a capo dentro', (d) => ({
    ...d,
    identificativo: d.identificativo.replace('@', '\n@'),
  })),
  'consegna-maiuscola': dati('Destinatario scritto in maiuscolo', (d) => ({
    ...d,
    ...(d.consegna !== undefined && { consegna: d.consegna.toUpperCase() }),
  })),
  'errore-altro': dati('Ogni errore è «altro»: la causa sta solo in errore-esteso', (d) => ({
    ...d,
    ...(d.errore !== undefined && { errore: 'altro' }),
  })),
  'daticert-utf16': daticert('Daticert in UTF-16', (xml) =>
    Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(xml.replace('"UTF-8"', '"UTF-16"'), 'utf16le')]),
  ),
  'daticert-latin1': daticert('Daticert in ISO-8859-1, e lo dice', (xml) =>
    Buffer.from(xml.replace('"UTF-8"', '"ISO-8859-1"'), 'latin1'),
  ),
  'daticert-latin1-taciuto': daticert('Daticert in ISO-8859-1 che si dice UTF-8', (xml) =>
    Buffer.from(xml, 'latin1'),
  ),
  'daticert-bom': daticert('Daticert con la marca dell’ordine dei byte', (xml) =>
    Buffer.from(`\ufeff${xml}`),
  ),
  'daticert-coda': daticert('Byte estranei dopo la fine di daticert', (xml) =>
    Buffer.from(`${xml}\u0000\u0000</postacert> altro <`),
  ),
  'daticert-misto': daticert('Testo fuori posto tra gli elementi di daticert', (xml) =>
    Buffer.from(xml.replace('<dati>', '<dati>testo fuori posto').replace('</dati>', '.</dati>')),
  ),
  'daticert-senza-attributi': daticert('Daticert senza gli attributi che hanno un valore implicito', (xml) =>
    Buffer.from(xml.replace(' errore="nessuno"', '').replaceAll(' tipo="certificato"', '')),
  ),
  'daticert-doctype': daticert('Daticert con DOCTYPE e un’entità da un altro sistema', (xml) =>
    Buffer.from(
      xml
        .replace('?>', '?>\n<!DOCTYPE postacert [<!ENTITY fuori SYSTEM "file:///etc/hostname">]>')
        .replace('</gestore-emittente>', '&fuori;</gestore-emittente>'),
    ),
  ),
  'daticert-entita': daticert('Daticert con entità che si moltiplicano', (xml) =>
    Buffer.from(
      xml
        .replace('?>', `?>\n<!DOCTYPE postacert [<!ENTITY e0 "aaaaaaaaaa">${moltiplica(9)}]>`)
        .replace('</gestore-emittente>', '&e9;</gestore-emittente>'),
    ),
  ),
  'daticert-troncato': daticert('Daticert troncato a metà', (xml) =>
    Buffer.from(xml.slice(0, xml.indexOf('<dati>'))),
  ),
} satisfies Record<string, DeviazioneMessaggio>;

const moltiplica = (volte: number): string =>
  Array.from({ length: volte }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');
