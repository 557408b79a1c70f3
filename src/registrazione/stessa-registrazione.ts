/** Whether a registration that was found is the one that was named. */
export function stessaRegistrazione(
  trovata: { registro: string; anno: number; numero: number },
  nominata: { registro: string; anno: number; numero: number },
): boolean {
  return (
    trovata.registro === nominata.registro &&
    trovata.anno === nominata.anno &&
    trovata.numero === nominata.numero
  );
}
