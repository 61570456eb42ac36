import { BarChart, LineChart, PieChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, DataZoomComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { onScheme, themeColor } from './scheme';

/** Draws a chart's description with ECharts in the theme's colours. */

use([
  LineChart,
  BarChart,
  PieChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  DataZoomComponent,
  AriaComponent,
  CanvasRenderer,
]);

export interface Point {
  x: string | number;
  y: number | null;
}

export interface Axis {
  name: string;
  scale: 'CATEGORY' | 'TIME' | 'NUMBER' | 'LOG';
  unit: 'NONE' | 'BYTES' | 'DURATION' | 'PERCENT' | 'PER_SECOND' | 'MONEY';
}

export interface Series {
  name: string;
  mark: 'LINE' | 'AREA' | 'BAR' | 'SCATTER' | 'LIMIT' | 'PIE';
  tone: string;
  stacked: boolean;
  points: Point[];
}

export interface ChartSpec {
  x: Axis;
  y: Axis;
  series: Series[];
  /** Lines across the chart; some senders know of none. */
  events?: Array<{ x: number; label: string; tone: string }>;
}

export interface ChartView {
  show(spec: ChartSpec): void;
  dispose(): void;
}

const SCALES = { CATEGORY: 'category', TIME: 'time', NUMBER: 'value', LOG: 'log' } as const;
const PALETTE: Array<[string, string]> = [
  ['#1f5fd0', '#7db0ff'],
  ['#0c7a70', '#4fd1c0'],
  ['#b36b00', '#f0b45a'],
  ['#8b3fb0', '#cf9bf0'],
  ['#c2405c', '#ff93a9'],
  ['#4d7c0f', '#a9d65b'],
  ['#0369a1', '#6cc5f5'],
  ['#6b5b4b', '#c9b7a3'],
  ['#1d8a8a', '#7fe0e0'],
  ['#7a4ce0', '#b3a1ff'],
  ['#a8326e', '#f58fc4'],
  ['#7a7a00', '#d8d35a'],
];

const MODES = ['CONTINUOUS', 'INCREMENTAL', 'FULL'];

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const money = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 });
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 6 });

function trimmed(value: number): string {
  return value.toFixed(value < 10 ? 1 : 0).replace('.0', '');
}

function words(value: number, unit: Axis['unit'], whole: boolean): string {
  switch (unit) {
    case 'BYTES': {
      const units = ['B', 'KB', 'MB', 'GB', 'TB'];
      const step = value > 0 ? Math.min(units.length - 1, Math.floor(Math.log2(value) / 10)) : 0;
      return `${trimmed(value / 1024 ** step)} ${units[step]}`;
    }
    case 'DURATION':
      if (value < 1) {
        return `${Math.round(value * 1000)} ms`;
      }
      return value < 60 ? `${trimmed(value)} s` : value < 3600 ? `${trimmed(value / 60)} min` : `${trimmed(value / 3600)} h`;
    case 'PERCENT':
      return `${trimmed(value * 100)} %`;
    case 'PER_SECOND':
      return `${whole ? exact.format(value) : compact.format(value)}/s`;
    case 'MONEY':
      return value < 1000 ? money.format(value) : compact.format(value);
    default:
      return whole ? exact.format(value) : compact.format(value);
  }
}

function isDarkAt(host: Element): boolean {
  // The scheme as this element sees it, which a part of the page may have set for itself.
  const color = themeColor('ink', host);
  const light = color.match(/[\d.]+/g);
  return !!light && Number(light[0]) > 128;
}

function option(spec: ChartSpec, host: HTMLElement): EChartsCoreOption {
  const dark = isDarkAt(host) ? 1 : 0;
  const ink = themeColor('ink', host);
  const dim = themeColor('dim', host);
  const line = themeColor('line', host);
  const raised = themeColor('raised', host);
  const pie = spec.series[0]?.mark === 'PIE';
  const axis = (from: Axis, horizontal: boolean) => ({
    type: SCALES[from.scale],
    name: from.name,
    nameLocation: horizontal ? 'middle' : 'end',
    nameGap: horizontal ? 24 : 10,
    nameTextStyle: { color: dim, align: horizontal ? 'center' : 'left' },
    scale: from.scale === 'NUMBER' && horizontal,
    boundaryGap: from.scale === 'CATEGORY',
    axisLine: { show: horizontal, lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: {
      color: dim,
      hideOverlap: true,
      ...(from.scale === 'CATEGORY' ? { width: 120, overflow: 'truncate' } : {}),
      ...(from.scale === 'NUMBER' || from.scale === 'LOG' ? { formatter: (value: number) => words(value, from.unit, false) } : {}),
    },
    splitLine: { show: !horizontal, lineStyle: { color: line } },
  });
  return {
    aria: { enabled: false },
    animation: false,
    // The first three of the palette look like the refresh modes: beside these they would be taken for them.
    color: (spec.series.some((series) => MODES.includes(series.tone)) ? PALETTE.slice(3) : PALETTE).map((pair) => pair[dark]),
    textStyle: { color: ink, fontFamily: getComputedStyle(host).fontFamily, fontSize: 11 },
    legend: {
      show: pie || spec.series.length > 1,
      type: 'scroll',
      top: 0,
      left: 0,
      itemWidth: 12,
      itemHeight: 8,
      textStyle: { color: dim, fontSize: 11.5 },
      pageTextStyle: { color: dim },
      pageIconColor: dim,
    },
    tooltip: {
      trigger: pie ? 'item' : 'axis',
      appendTo: 'body',
      backgroundColor: raised,
      borderColor: line,
      padding: [5, 9],
      textStyle: { color: ink, fontSize: 12 },
      axisPointer: { lineStyle: { color: dim }, crossStyle: { color: dim }, label: { show: false } },
      // Names come from people's data: rendered as rich text, never as HTML.
      renderMode: 'richText',
      valueFormatter: (value: unknown) => (typeof value === 'number' ? words(value, spec.y.unit, true) : '–'),
    },
    ...(pie
      ? {}
      : {
          grid: {
            top: 10 + (spec.series.length > 1 ? 22 : 0) + (spec.y.name ? 18 : 0),
            left: 8,
            right: 16,
            bottom: spec.x.name ? 22 : 4,
            outerBoundsMode: 'same',
            outerBoundsContain: 'axisLabel',
          },
          xAxis: axis(spec.x, true),
          yAxis: axis(spec.y, false),
        }),
    series: spec.series.map((series, number) => {
      const color = series.tone === 'NEUTRAL' ? undefined : themeColor(series.tone.toLowerCase(), host);
      if (series.mark === 'PIE') {
        return {
          type: 'pie',
          name: series.name,
          radius: ['42%', '70%'],
          center: ['50%', '56%'],
          itemStyle: { borderColor: themeColor('card', host), borderWidth: 2 },
          label: { color: ink, fontSize: 11 },
          data: series.points.map((point) => ({ name: String(point.x), value: point.y ?? 0 })),
        };
      }
      const limit = series.mark === 'LIMIT';
      const line = limit || series.mark === 'LINE' || series.mark === 'AREA';
      const events = number === 0 ? (spec.events ?? []) : [];
      return {
        type: line ? 'line' : series.mark.toLowerCase(),
        name: series.name,
        stack: series.stacked ? 'all' : undefined,
        step: limit ? 'end' : undefined,
        showSymbol: line && !limit && series.points.length < 24,
        symbolSize: series.mark === 'SCATTER' ? 6 : 5,
        lineStyle: limit ? { width: 1.3, type: 'dashed' } : { width: 1.7 },
        markLine:
          events.length === 0
            ? undefined
            : {
                silent: true,
                symbol: 'none',
                data: events.map((event) => ({
                  xAxis: event.x,
                  lineStyle: { color: themeColor(event.tone.toLowerCase(), host), type: 'dotted', width: 1.4 },
                  label: { formatter: event.label, color: ink, fontSize: 11, position: 'insideEndTop', rotate: 0, align: 'left', distance: [4, -2] },
                })),
              },
        areaStyle: series.mark === 'AREA' ? { opacity: 0.18 } : undefined,
        sampling: line ? 'lttb' : undefined,
        large: series.mark !== 'LINE' && series.points.length > 2000,
        barMaxWidth: 36,
        color: limit ? dim : color,
        data: series.points.map((point) => [point.x, point.y]),
      };
    }),
  };
}

export function openChart(host: HTMLElement): ChartView {
  let chart: ECharts | undefined;
  let spec: ChartSpec | undefined;
  let repaint = 0;
  const paint = () => {
    if (spec && host.clientWidth > 0 && host.clientHeight > 0) {
      chart ??= init(host);
      chart.setOption(option(spec, host), { notMerge: true, lazyUpdate: true });
    }
  };
  const leave = onScheme(paint);
  const resized = new ResizeObserver(() => {
    window.cancelAnimationFrame(repaint);
    repaint = window.requestAnimationFrame(() => {
      if (chart) {
        chart.resize();
      } else {
        paint();
      }
    });
  });
  resized.observe(host);
  return {
    show(next) {
      spec = next;
      paint();
    },
    dispose() {
      leave();
      window.cancelAnimationFrame(repaint);
      resized.disconnect();
      chart?.dispose();
      chart = undefined;
    },
  };
}
