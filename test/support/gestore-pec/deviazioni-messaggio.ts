import {
  nuovaAutorita,
  nuovoGestore,
  type Autorita,
  type Dati,
  type Forma,
  type Gestore,
} from '#gestore-pec';

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

const cattiva = (
  descrizione: string,
  forma: DeviazioneMessaggio['forma'],
  firma: DeviazioneMessaggio['firma'] = 'non-valida',
): DeviazioneMessaggio => ({ dove: 'messaggio', descrizione, firma, forma });

const GIORNO = 86_400_000;

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
  'indirizzo-nel-soggetto': cattiva(
    'Indirizzo del gestore anche nel soggetto del certificato',
    async (g, a) => ({
      firmatario: (await nuovoGestore(a, g.dominio, { ...g, indirizzoNelSoggetto: true })).firmatario,
    }),
    'valida',
  ),
  'firma-alterata': cattiva('Testo toccato dopo la firma', () => ({
    infine: (byte) => Buffer.from(byte.toString('latin1').replace('Il giorno', 'Il Giorno'), 'latin1'),
  })),
  'firma-scaduta': cattiva('Certificato del gestore scaduto', async (g, a) => {
    const ora = g.orologio.adesso().getTime();
    const scaduto = await nuovoGestore(a, g.dominio, {
      ...g,
      validoDal: new Date(ora - 20 * GIORNO),
      validoAl: new Date(ora - 10 * GIORNO),
    });
    return { firmatario: scaduto.firmatario };
  }),
  'firma-di-altri': cattiva('Certificato di un’autorità sconosciuta', async (g) => {
    const altra = await nuovaAutorita({ nome: 'Autorità sconosciuta', adesso: g.orologio.adesso() });
    return { firmatario: (await nuovoGestore(altra, g.dominio, g)).firmatario };
  }),
  'firma-altro-indirizzo': cattiva(
    'Firma buona, ma il certificato è per un indirizzo diverso da quello del From',
    async (g, a) => ({
      firmatario: (await nuovoGestore(a, g.dominio, { ...g, indirizzoCertificato: 'altro@altrove.example' }))
        .firmatario,
    }),
    'valida',
  ),
  'firma-corrotta': cattiva('La parte della firma non è una firma', () => ({
    infine: (byte) =>
      Buffer.from(
        byte.toString('latin1').replace(/(filename="smime\.p7s"\r\n\r\n)[^-]+/, '$1AAAA\r\n'),
        'latin1',
      ),
  })),
  'firma-assente': cattiva('Senza la busta della firma', () => ({ infine: senzaFirma }), 'assente'),
} satisfies Record<string, DeviazioneMessaggio>;

const moltiplica = (volte: number): string =>
  Array.from({ length: volte }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`).join('');

/** The signed part alone, under the headers of the whole. */
function senzaFirma(byte: Buffer): Buffer {
  const testo = byte.toString('latin1');
  const firmato = /Content-Type: multipart\/signed;[^]*? boundary="([^"]+)"\r\n/.exec(testo);
  if (!firmato) return byte;
  const inizio = testo.indexOf(`--${firmato[1]}\r\n`) + (firmato[1] ?? '').length + 4;
  const fine = testo.indexOf(`\r\n--${firmato[1]}\r\n`, inizio);
  return Buffer.from(testo.slice(0, firmato.index) + testo.slice(inizio, fine) + '\r\n', 'latin1');
}
