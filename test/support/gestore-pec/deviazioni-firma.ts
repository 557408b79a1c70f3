import { nuovaAutorita, nuovoGestore } from '#gestore-pec';
import { type DeviazioneMessaggio } from './deviazioni-messaggio.ts';

const firma = (
  descrizione: string,
  forma: DeviazioneMessaggio['forma'],
  vale: DeviazioneMessaggio['firma'] = 'non-valida',
): DeviazioneMessaggio => ({ dove: 'messaggio', descrizione, firma: vale, forma });

const GIORNO = 86_400_000;

/** What the provider's signature may be. */
export const DEVIAZIONI_FIRMA = {
  'indirizzo-nel-soggetto': firma(
    'Indirizzo del gestore anche nel soggetto del certificato',
    async (g, a) => ({
      firmatario: (await nuovoGestore(a, g.dominio, { ...g, indirizzoNelSoggetto: true })).firmatario,
    }),
    'valida',
  ),
  'firma-alterata': firma('Testo toccato dopo la firma', () => ({
    infine: (byte) => Buffer.from(byte.toString('latin1').replace('Il giorno', 'Il Giorno'), 'latin1'),
  })),
  'firma-scaduta': firma('Certificato del gestore scaduto', async (g, a) => {
    const ora = g.orologio.adesso().getTime();
    const scaduto = await nuovoGestore(a, g.dominio, {
      ...g,
      validoDal: new Date(ora - 20 * GIORNO),
      validoAl: new Date(ora - 10 * GIORNO),
    });
    return { firmatario: scaduto.firmatario };
  }),
  'firma-di-altri': firma('Certificato di un’autorità sconosciuta', async (g) => {
    const altra = await nuovaAutorita({ nome: 'Autorità sconosciuta', adesso: g.orologio.adesso() });
    return { firmatario: (await nuovoGestore(altra, g.dominio, g)).firmatario };
  }),
  'firma-altro-indirizzo': firma(
    'Firma buona, ma il certificato è per un indirizzo diverso da quello del From',
    async (g, a) => ({
      firmatario: (await nuovoGestore(a, g.dominio, { ...g, indirizzoCertificato: 'altro@altrove.example' }))
        .firmatario,
    }),
    'valida',
  ),
  'firma-corrotta': firma('La parte della firma non è una firma', () => ({
    infine: (byte) =>
      Buffer.from(
        byte.toString('latin1').replace(/(filename="smime\.p7s"\r\n\r\n)[^-]+/, '$1AAAA\r\n'),
        'latin1',
      ),
  })),
  'firma-assente': firma('Senza la busta della firma', () => ({ infine: senzaFirma }), 'assente'),
} satisfies Record<string, DeviazioneMessaggio>;

/** The signed part alone, under the headers of the whole. */
function senzaFirma(byte: Buffer): Buffer {
  const testo = byte.toString('latin1');
  const firmato = /Content-Type: multipart\/signed;[^]*? boundary="([^"]+)"\r\n/.exec(testo);
  if (!firmato) return byte;
  const inizio = testo.indexOf(`--${firmato[1]}\r\n`) + (firmato[1] ?? '').length + 4;
  const fine = testo.indexOf(`\r\n--${firmato[1]}\r\n`, inizio);
  return Buffer.from(testo.slice(0, firmato.index) + testo.slice(inizio, fine) + '\r\n', 'latin1');
}
