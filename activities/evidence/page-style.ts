/** How the page of an evidence pack looks: a paper on the screen, and on A4 with the number of each page. */

/** Style sheet of the page; `foot` stands at the foot of each printed page and has no quotes. */
export function pageStyle(foot: string): string {
  return `:root{color-scheme:light;--line:#b9b9b9;--soft:#555}
*{box-sizing:border-box}
body{margin:0;background:#ececec;color:#111;font:14px/1.55 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
main{counter-reset:part;max-width:52rem;margin:1.5rem auto;padding:3rem 3.25rem;background:#fff;border:1px solid var(--line)}
header{display:grid;grid-template-columns:1fr auto;gap:.1rem 2rem;border-bottom:3px double #111;padding-bottom:.9rem}
header p{margin:0}.desk{grid-column:1/3;font-size:.8rem;letter-spacing:.14em;text-transform:uppercase;color:var(--soft)}
h1{font-size:1.6rem;line-height:1.25;margin:.1rem 0;grid-column:1/3}
.about{font-size:1.05rem;font-weight:600}.about small{font-weight:400}.number{grid-row:3;grid-column:2;text-align:right;font-size:.8rem;color:var(--soft)}
h2{counter-increment:part;font-size:1.1rem;margin:2.1rem 0 .6rem;border-bottom:1px solid #111;padding-bottom:.2rem}
h2::before{content:counter(part) ". "}h3{font-size:.95rem;margin:1.1rem 0 .4rem}
dl{display:grid;grid-template-columns:11rem 1fr;gap:.2rem 1rem;margin:0}dt{color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:.86rem}th,td{border-bottom:1px solid var(--line);padding:.32rem .5rem .32rem 0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{border-bottom:1px solid #111;font-weight:600}
small{color:var(--soft)}.none{color:var(--soft)}.sum{text-align:right;margin:.5rem 0 0}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;margin:0}.quote{border-left:3px solid var(--line);padding-left:1rem}section p{margin:.2rem 0 .4rem}
.hash{font:.72rem/1.35 ui-monospace,monospace;overflow-wrap:anywhere;color:#333}
.whole,.broken{border:1px solid #111;padding:.5rem .75rem}.broken{border-width:3px;font-weight:600}
@media(max-width:40rem){main{padding:1rem;margin:0}dl{grid-template-columns:1fr}dt{margin-top:.4rem}header{display:block}.number{text-align:left}}
@page{size:A4;margin:17mm 16mm 19mm;@bottom-left{content:"${foot}";font:8pt system-ui,sans-serif;color:#555}@bottom-right{content:counter(page) " / " counter(pages);font:8pt system-ui,sans-serif;color:#555}}
@media print{body{background:none;font-size:10pt}main{max-width:none;margin:0;padding:0;border:0}main+main{break-before:page}h2,h3,thead{break-after:avoid}tr,.block{break-inside:avoid}}`;
}
