// Words one tries first when guessing a password in an Italian office, gathered by us: what people type when asked for one,
// names, teams, the office's own words. Lower case, no accents. They are not forbidden: what is left without them must do.
const SCRITTE = `
password passw parola parolachiave chiave segreto segreta nuova nuovo vecchia cambiami cambia temporanea provvisoria iniziale default
admin administrator amministratore amministrazione root utente user guest ospite prova test demo login accesso entra access
welcome benvenuto benvenuti letmein master secret hello changeme
ciao salve buongiorno grazie prego amore amoremio tesoro cuore bacio vita felice fortuna libero liberta
qwerty qwertyuiop qwertz azerty asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx wsxedc qweasd poiuy
dragon monkey sunshine princess football baseball superman batman pokemon shadow michael jordan iloveyou trustno
comune municipio provincia regione italia italiano ente ufficio protocollo tabularium segreteria anagrafe ragioneria tributi tecnico
sindaco assessore segretario dipendente operatore responsabile servizio sportello archivio documento lavoro casa mamma papa
computer internet windows google facebook instagram whatsapp android iphone samsung microsoft office
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
lunedi martedi mercoledi giovedi venerdi sabato domenica primavera estate autunno inverno natale pasqua ferragosto
january february march april june july august september october november december monday friday summer winter spring autumn
juventus juve milan inter napoli roma lazio fiorentina torino atalanta bologna genoa sampdoria palermo cagliari forza campione calcio
ferrari vespa ducati valentino milano venezia firenze sicilia sardegna
alessandro alessandra alessia alessio andrea angela anna antonella antonio barbara carla carlo caterina chiara claudia claudio
cristina daniela daniele davide elena elisa emanuele enrico fabio federica federico filippo francesca francesco gabriele giacomo
giorgia giorgio giovanna giovanni giulia giulio giuseppe ilaria laura lorenzo luca lucia luigi manuela marco maria mario martina
massimo matteo maurizio michela michele monica nicola paola paolo patrizia pietro roberta roberto rosa salvatore sara serena
sergio silvia simona simone sofia stefania stefano teresa tommaso umberto valentina vincenzo vittorio
rossi bianchi ferrari esposito russo colombo ricci marino greco bruno gallo conti costa
gatto cane micio stella stellina angelo angioletto sole luna mare fiore rosso verde azzurro nero bianco
`;

/** Longest first: what contains another is found before it. */
export const paroleComuni: readonly string[] = [...new Set(SCRITTE.split(/\s+/).filter(Boolean))].sort(
  (a, b) => b.length - a.length,
);

/** Neighbours on the keyboard and in the alphabet, both ways. */
export const file: readonly string[] = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
].flatMap((f) => [f, [...f].reverse().join('')]);
