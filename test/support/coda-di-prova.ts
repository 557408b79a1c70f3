/** What an office answers of the formal check of art. 27, when all is as it must be. */
export const verificata = (ufficioMittente: string, allegatiDichiarati = 0) => ({
  ufficioMittente,
  firma: 'autografa' as const,
  allegatiDichiarati,
});
