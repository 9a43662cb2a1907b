// client/console/reports/: reports: charts, the tables behind them, the range.
/** Bars in plain SVG. The table below says the same, so the picture is one image to a reader. */
import type { ReactElement } from 'react';
import { longest } from './report-shapes';
import type { Bar } from './report-shapes';

interface Props {
  readonly title: string;
  readonly bars: readonly Bar[];
  readonly beside: boolean;
  readonly labelOf: (bar: Bar) => string;
  readonly parts: readonly string[];
  readonly valueText: (value: number) => string;
}

const THICK = 16;
const GAP = 14;
const WIDTH = 600;

export function BarChart(props: Props): ReactElement {
  const { title, bars, beside, labelOf, parts, valueText } = props;
  const most = longest(bars, beside);
  const tracks = beside ? parts.length : 1;
  return (
    <figure className="chart">
      {parts.length > 1 ? (
        <figcaption className="legend" aria-hidden="true">
          {parts.map((part, index) => (
            <span key={part}>
              <i className={`swatch series-${index}`} /> {part}
            </span>
          ))}
        </figcaption>
      ) : null}
      <div role="img" aria-label={title} className="bars">
        {bars.map((bar) => (
          <div key={labelOf(bar)} className="bar-line">
            <span className="bar-name">{labelOf(bar)}</span>
            <svg
              viewBox={`0 0 ${WIDTH} ${tracks * THICK + GAP}`}
              preserveAspectRatio="none"
              height={tracks * THICK + GAP}
            >
              <Parts bar={bar} beside={beside} most={most} />
            </svg>
            <span className="bar-value number">
              {beside
                ? bar.values.map(valueText).join(' / ')
                : valueText(bar.values.reduce((sum, value) => sum + value, 0))}
            </span>
          </div>
        ))}
      </div>
    </figure>
  );
}

function Parts(props: { bar: Bar; beside: boolean; most: number }): ReactElement {
  const { bar, beside, most } = props;
  const widths = bar.values.map((value) => (value / most) * WIDTH);
  const before = (index: number): number =>
    beside ? 0 : widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  return (
    <>
      {widths.map((width, index) => (
        <rect
          key={index}
          className={`series-${index}`}
          x={before(index)}
          y={GAP / 2 + (beside ? index * THICK : 0)}
          width={width}
          height={THICK - (beside ? 2 : 0)}
        />
      ))}
    </>
  );
}
