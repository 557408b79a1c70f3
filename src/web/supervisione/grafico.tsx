import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef, type ReactElement } from 'react';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export type SerieGrafico = { nome: string; colore: string; valori: readonly number[] };

type Proprieta = {
  /** What the picture says, for who does not see it; the figures are in the table below it. */
  descrizione: string;
  categorie: readonly string[];
  serie: readonly SerieGrafico[];
  tipo: 'linee' | 'pile' | 'barre';
};

/** A chart that fills its box. Its words are drawn too: HTML made by the library would carry styles that the policy refuses. */
export function Grafico({ descrizione, categorie, serie, tipo }: Proprieta): ReactElement {
  const riquadro = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const dove = riquadro.current;
    if (!dove) return;
    const grafico = init(dove);
    grafico.setOption(opzioni(categorie, serie, tipo));
    const misura = new ResizeObserver(() => grafico.resize());
    misura.observe(dove);
    return () => {
      misura.disconnect();
      grafico.dispose();
    };
  }, [categorie, serie, tipo]);
  return <div ref={riquadro} className="grafico" role="img" aria-label={descrizione} />;
}

function opzioni(
  categorie: readonly string[],
  serie: readonly SerieGrafico[],
  tipo: Proprieta['tipo'],
): EChartsCoreOption {
  const orizzontale = tipo === 'barre';
  const asse = {
    type: 'category',
    data: [...categorie],
    axisTick: { show: false },
    axisLabel: { color: '#455b71', hideOverlap: true },
  };
  const conti = {
    type: 'value',
    minInterval: 1,
    axisLabel: { color: '#455b71' },
    splitLine: { lineStyle: { color: '#e3e9ef' } },
  };
  return {
    animation: false,
    textStyle: { fontFamily: 'Titillium Web, sans-serif' },
    grid: { left: 8, right: 16, top: serie.length > 1 ? 40 : 16, bottom: 8, containLabel: true },
    legend: serie.length > 1 ? { top: 0, left: 0, textStyle: { color: '#19191a', fontSize: 14 } } : undefined,
    tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
    xAxis: orizzontale ? conti : asse,
    yAxis: orizzontale ? { ...asse, inverse: true } : conti,
    series: serie.map((s) => ({
      name: s.nome,
      type: tipo === 'linee' ? 'line' : 'bar',
      data: [...s.valori],
      itemStyle: { color: s.colore },
      barMaxWidth: 36,
      showSymbol: s.valori.length < 2,
      ...(tipo === 'pile' && { stack: 'tutti' }),
    })),
  };
}
