import Crypto
import Foundation

/// The look of report.html, and the small script that filters and opens what is printed.
enum ReportStyle {
  /// The source expression that lets a page use exactly this text.
  static func hash(of text: String) -> String {
    "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }

  static let css = """
    :root{--ink:#1b1f24;--soft:#4c5560;--rule:#c5ccd3;--paper:#fff;--wash:#f3f5f7;--navy:#17365d;
    --red:#9a1515;--amber:#7a4300;--blue:#1c4f82;--grey:#4c5560;--green:#1d5c33}
    *{box-sizing:border-box}
    html{font:16px/1.5 "Noto Sans","Segoe UI",Roboto,"Liberation Sans",Arial,sans-serif;
    color:var(--ink);background:var(--wash)}
    body{margin:0 auto;max-width:76rem;background:var(--paper);padding:0 2rem 2rem;
    overflow-wrap:anywhere}
    h1,h2,h3,.office{font-family:"Times New Roman","Liberation Serif","Noto Serif",serif;
    line-height:1.25}
    h1{font-size:2rem;margin:.2rem 0 1rem;color:var(--navy)}
    h2{font-size:1.5rem;margin:2.5rem 0 .75rem;padding-bottom:.25rem;
    border-bottom:2px solid var(--navy);color:var(--navy)}
    h3{font-size:1.15rem;margin:1.5rem 0 .5rem}
    a{color:var(--blue)}
    :focus-visible{outline:3px solid #b35c00;outline-offset:2px}
    .skip{position:absolute;left:-999rem}.skip:focus{left:1rem;top:1rem;background:#fff;padding:.5rem}
    small{font-size:.85em;color:var(--soft)}
    code{font-family:"Liberation Mono","DejaVu Sans Mono",Consolas,monospace;font-size:.88em}
    .masthead{padding-top:2rem;border-top:6px solid var(--navy)}
    .office{margin:0;text-transform:uppercase;letter-spacing:.02em}
    .office span{display:block;font-size:.9rem}
    .facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:0}
    .facts dt{font-size:.8rem;color:var(--soft)}.facts dd{margin:0;font-weight:600}
    .facts small{font-weight:400}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;margin:1.25rem 0 0;
    padding:.5rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
    .outcome,.state{margin:.5rem 0 1rem;padding:.6rem 1rem;border-left:6px solid var(--grey);
    background:var(--wash);font-weight:600}
    .outcome.violations,.state.bad{border-color:var(--red);background:#fdf1f1;color:var(--red)}
    .outcome.incomplete,.state.open{border-color:#b35c00;background:#fff6e8;color:var(--amber)}
    .outcome.clean,.state.good{border-color:var(--green);background:#eef7f0;color:var(--green)}
    .figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;
    list-style:none;margin:0;padding:0}
    .figures li{border:1px solid var(--rule);border-top:4px solid var(--navy);padding:.5rem .75rem}
    .figures b{display:block;font-size:1.9rem;line-height:1.2;font-variant-numeric:tabular-nums}
    .figures li.violation{border-top-color:var(--red)}.figures li.violation b{color:var(--red)}
    .figures li.indicator{border-top-color:#b35c00}.figures li.indicator b{color:var(--amber)}
    .figures li.cannotTell{border-top-color:var(--grey);border-top-style:dashed}
    .figures li.waived{border-top-color:var(--blue)}
    .severities{display:flex;flex-wrap:wrap;gap:.5rem 2rem;list-style:none;margin:0;padding:0}
    .severities b{font-size:1.2rem}
    .legend{margin:0}.legend div{display:flex;flex-wrap:wrap;gap:0 .75rem;margin:.3rem 0}
    .legend dd{margin:0}
    .verdict,.severity{display:inline-block;padding:0 .5em;border:1px solid;border-radius:2px;
    font-size:.82rem;font-weight:600;white-space:nowrap}
    .verdict.violation{background:var(--red);border-color:var(--red);color:#fff}
    .verdict.indicator{background:#fff6e8;border-color:#b35c00;color:var(--amber)}
    .verdict.cannotTell{background:#fff;border:1px dashed var(--grey);color:var(--grey)}
    .verdict.waived{background:#eef4fa;border-color:var(--blue);color:var(--blue)}
    .severity{border-color:transparent;padding:0;color:var(--soft)}
    .severity.critical,.severity.high{color:var(--red)}.severity.medium{color:var(--amber)}
    .unseen{border:2px solid #b35c00;padding:0 1.25rem 1.25rem;margin-top:2.5rem}
    .unseen h2{margin-top:1rem}
    table{width:100%;border-collapse:collapse;margin:.75rem 0;font-size:.93rem}
    caption{text-align:left;font-weight:600;padding:.5rem 0 .25rem}
    th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--rule)}
    thead th{background:var(--wash);border-bottom:2px solid var(--grey);overflow-wrap:normal}
    tbody th{font-weight:500}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    td.n.violation,.tally .violation{color:var(--red);font-weight:600}
    td.n.indicator,.tally .indicator{color:var(--amber);font-weight:600}
    td.n.cannotTell,.tally .cannotTell,td.n.waived,.tally .waived{font-weight:600}
    .total th,.total td{font-weight:600;border-top:2px solid var(--grey)}
    .bad{color:var(--red)}
    .scroll{overflow-x:auto}
    .counts{min-width:46rem}
    details.rule,details.agency,details.files{border:1px solid var(--rule);margin:.4rem 0}
    summary{cursor:pointer;padding:.5rem .75rem}
    summary:hover{background:var(--wash)}
    details.agency[open]>summary,details.rule[open]>summary{background:var(--wash);
    border-bottom:1px solid var(--rule)}
    details.rule>p,details.rule>dl,.agency>.none,.files>.scroll{margin:.75rem 1rem}
    details.rule dl div{margin:.5rem 0}details.rule dt{font-weight:600}
    details.rule dd{margin:0 0 0 1rem}details.rule dd ul{margin:0;padding-left:1rem}
    .agency>summary .name{font-weight:600}
    .tally{display:flex;flex-wrap:wrap;gap:0 1.25rem;font-size:.88rem;color:var(--soft);
    padding-left:1.1rem}
    .tally b{color:inherit;font-variant-numeric:tabular-nums}
    .findings{margin:0;font-size:.88rem;table-layout:fixed}
    .findings caption{padding:.5rem .6rem}
    .findings thead th:nth-child(1){width:9rem}.findings thead th:nth-child(2){width:15%}
    .findings thead th:nth-child(3){width:18%}.findings thead th:nth-child(4){width:13%}
    .findings thead th:nth-child(5){width:9%}
    .finding:not([data-v=violation]) .severity{color:var(--soft)}
    .findings tbody th{font-weight:600}
    .findings td:first-child .severity{display:block}
    .basis{display:block}
    .evidence>summary{padding:.1rem 0;color:var(--blue)}
    .evidence ul{margin:.25rem 0;padding-left:1rem}
    .evidence li{margin:.25rem 0}
    #filter{display:flex;flex-wrap:wrap;align-items:end;gap:.5rem 1.5rem;margin:1rem 0;
    padding:.75rem 1rem;background:var(--wash);border:1px solid var(--rule)}
    #filter[hidden]{display:none}#filter p{margin:0}
    #filter label{display:grid;font-size:.88rem}
    input,select{font:inherit;padding:.25rem .4rem;border:1px solid var(--grey);background:#fff;
    color:inherit;max-width:100%}
    footer{margin-top:3rem;padding-top:.75rem;border-top:1px solid var(--rule);color:var(--soft);
    font-size:.88rem}
    @media (max-width:46rem){
    body{padding:0 1rem 1rem}h1{font-size:1.6rem}
    .figures{grid-template-columns:1fr 1fr}
    .unseen{padding:0 .75rem .75rem}
    .findings thead{position:absolute;left:-999rem}
    .findings,.findings caption,.findings tbody,.findings tr,.findings td,.findings tbody th{
    display:block;width:auto!important}
    .findings tr{padding:.6rem .75rem;border-bottom:2px solid var(--grey)}
    .findings tr[hidden]{display:none}
    .findings td,.findings tbody th{border:0;padding:.15rem 0}
    .findings td:first-child .severity{display:inline-block;margin-left:.5rem}
    [data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
    }
    @media print{
    @page{size:A4;margin:18mm 15mm}
    html{font-size:10.5pt;background:#fff}
    body{max-width:none;padding:0}
    nav,.skip,#filter{display:none!important}
    details::details-content{content-visibility:visible!important;display:block!important;
    block-size:auto!important}
    summary{list-style:none}summary::-webkit-details-marker{display:none}
    h2,h3,summary,caption,thead{break-after:avoid}tr,summary,details.rule,.figures li,.legend div{break-inside:avoid}
    .tally{break-inside:avoid}summary+table{break-before:avoid}
    thead{display:table-header-group}
    .scroll{overflow:visible}.counts{min-width:0}
    .figures{grid-template-columns:repeat(4,1fr)}
    table,.findings{font-size:8.5pt}
    .findings thead th:nth-child(1){width:12%}.findings thead th:nth-child(2){width:14%}
    .findings thead th:nth-child(4){width:12%}
    .findings td,.findings th{padding:.25rem .35rem}
    .verdict,.severity{white-space:normal;overflow-wrap:normal}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    """

  static let script = """
    (function () {
      'use strict';
      var form = document.getElementById('filter');
      var query = document.getElementById('q');
      var verdict = document.getElementById('v');
      var severity = document.getElementById('s');
      var shown = document.getElementById('shown');
      var agencies = Array.from(document.querySelectorAll('details.agency')).map(function (place) {
        var name = place.querySelector('.name').textContent;
        return {place: place, rows: Array.from(place.querySelectorAll('tr.finding'), function (row) {
          return {row: row, text: (name + ' ' + row.textContent).toLowerCase()};
        })};
      });
      function apply() {
        var words = query.value.toLowerCase().split(/\\s+/).filter(Boolean);
        var filtered = words.length > 0 || verdict.value !== '' || severity.value !== '';
        var total = 0;
        agencies.forEach(function (agency) {
          var left = 0;
          agency.rows.forEach(function (item) {
            var fits = (!verdict.value || item.row.dataset.v === verdict.value)
              && (!severity.value || item.row.dataset.s === severity.value)
              && words.every(function (word) { return item.text.includes(word); });
            item.row.hidden = !fits;
            if (fits) { left += 1; }
          });
          agency.place.hidden = filtered && left === 0;
          total += left;
        });
        shown.textContent = String(total);
      }
      form.addEventListener('input', apply);
      form.addEventListener('submit', function (event) { event.preventDefault(); });
      form.hidden = false;
      apply();
      var opened = [];
      addEventListener('beforeprint', function () {
        opened = Array.from(document.querySelectorAll('details:not([open])'));
        opened.forEach(function (place) { place.open = true; });
      });
      addEventListener('afterprint', function () {
        opened.forEach(function (place) { place.open = false; });
      });
    }());
    """
}
