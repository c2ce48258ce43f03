namespace Pyner.Pipeline.Reports;

/// <summary>The page's style sheet. Text has a contrast of at least 4.5 to 1 on its ground, bars and lines of 3 to 1, light and dark.</summary>
internal static class ReportStyle
{
    /// <summary>The sheet. It must have no character that HTML encodes: it stands in the page as it is.</summary>
    public const string Sheet = """

        :root { color-scheme: light dark; --page: #f4f6f8; --card: #ffffff; --ink: #17202a; --soft: #4a5866; --line: #c9d1da; --track: #e6ebf0;
          --fill: #2a6db0; --link: #1a5796; --bad: #9a1f12; --badpage: #fdeeec; --good: #e8f1fa; --mark: #9a1f12;
          --heat1: #e9f1fa; --heat2: #d3e4f5; --heat3: #b4d2ee; --heat4: #92bde5; --heat5: #72a9dc; }
        @media (prefers-color-scheme: dark) {
          :root { --page: #11161c; --card: #1a212a; --ink: #e8edf2; --soft: #a9b5c1; --line: #3a4653; --track: #2a333e;
            --fill: #5b9fe0; --link: #8cc0f2; --bad: #ffb3a8; --badpage: #3a1d1a; --good: #1b2c3e; --mark: #ffb3a8;
            --heat1: #1e2a37; --heat2: #203348; --heat3: #233f5d; --heat4: #264c73; --heat5: #295a8a; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 16px; }
        header { padding-top: 24px; }
        h1 { margin: 0; font-size: 1.7rem; line-height: 1.2; }
        h2 { margin: 40px 0 8px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 1.3rem; }
        h3 { margin: 16px 0 4px; font-size: 1.05rem; }
        p { margin: 6px 0 10px; max-width: 75ch; }
        a { color: var(--link); }
        a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
        .skip { position: absolute; left: -999em; }
        .skip:focus { left: 8px; top: 8px; padding: 6px 12px; background: var(--card); }
        .source { font-size: 1.05rem; font-weight: 600; overflow-wrap: anywhere; }
        .soft, footer { color: var(--soft); }
        .soft, footer, code { overflow-wrap: anywhere; }
        .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        nav ul { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0 0; padding: 0; list-style: none; }
        nav a { display: inline-block; padding: 4px 0; }
        footer { margin-top: 48px; padding-bottom: 32px; }
        .notice { padding: 10px 14px; border-left: 4px solid var(--fill); background: var(--good); overflow-wrap: anywhere; }
        .notice.bad { border-color: var(--bad); background: var(--badpage); color: var(--bad); }
        dl { margin: 0; }
        dd { margin: 0; }
        .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 10px; margin: 14px 0; }
        .tiles div { padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
        .tiles dt { color: var(--soft); font-size: .87rem; }
        .tiles dd { font-size: 1.35rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        .rows div { display: flex; justify-content: space-between; gap: 16px; padding: 4px 0; border-bottom: 1px solid var(--line); }
        .rows div:last-child { border-bottom: 0; }
        .rows dt { color: var(--soft); }
        .rows dd { text-align: right; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
        .figures { max-width: 660px; }
        .figures dd { white-space: nowrap; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 16px; align-items: start; }
        .card { min-width: 0; margin: 0; padding: 12px 16px 16px; border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
        .card h3 { margin-top: 0; }
        table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: 5px 0 5px 12px; border-bottom: 1px solid var(--line); text-align: right; vertical-align: top; font-weight: 400; }
        .card tbody tr:last-child :is(th, td) { border-bottom: 0; }
        td { white-space: nowrap; }
        thead th { color: var(--soft); font-size: .87rem; vertical-align: bottom; }
        th:first-child { padding-left: 0; text-align: left; }
        .bars th:first-child { width: 46%; overflow-wrap: anywhere; }
        .wide { min-width: 640px; }
        .wide th:first-child { width: 24%; }
        .bar { display: block; width: 100%; height: 6px; margin-top: 4px; }
        .track { fill: var(--track); }
        .fill { fill: var(--fill); }
        .star { color: var(--mark); font-weight: 700; }
        .scroll { overflow-x: auto; }
        .heat th, .heat td { padding: 5px 8px; border: 1px solid var(--page); overflow-wrap: anywhere; }
        .heat th:first-child { padding-left: 0; min-width: 130px; }
        .heat thead th { min-width: 90px; overflow-wrap: break-word; }
        .heat0 { color: var(--soft); }
        .heat1 { background: var(--heat1); } .heat2 { background: var(--heat2); } .heat3 { background: var(--heat3); }
        .heat4 { background: var(--heat4); } .heat5 { background: var(--heat5); }
        figcaption { font-weight: 600; }
        .plot { display: grid; grid-template-columns: auto 1fr; gap: 4px 8px; margin-top: 8px;
          color: var(--soft); font-size: .87rem; font-variant-numeric: tabular-nums; }
        .plot svg { display: block; width: 100%; height: 200px; min-width: 0; }
        .y { display: flex; flex-direction: column; justify-content: space-between; text-align: right; line-height: 1; }
        .x { display: flex; grid-column: 2; justify-content: space-between; }
        .grid { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke; }
        .resumed { stroke: var(--mark); stroke-width: 2; stroke-dasharray: 5 4; vector-effect: non-scaling-stroke; }
        details { margin: 10px 0; }
        summary { padding: 4px 0; cursor: pointer; }
        .examples { margin: 4px 0 12px; padding-left: 20px; overflow-wrap: anywhere; }
        .examples li { margin-bottom: 6px; }
        @media (max-width: 640px) { .card { padding: 10px 12px 12px; } th, td { padding-left: 8px; } thead th { font-size: .8rem; } }
        @media (max-width: 480px) { .bars:not(.wide) :is(th, td):nth-child(3) { display: none; } }
        @media print { body { background: #fff; } nav, .skip { display: none; } .card { break-inside: avoid; } }

        """;
}
