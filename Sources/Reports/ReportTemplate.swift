/// The HTML of report.html, in Mustache: `{{name}}` is escaped text, `{{#name}}` … `{{/name}}` is
/// for each or where true, `{{^name}}` where not. The style and the script alone stand unescaped.
package enum ReportTemplate {
  package static let text = """
    {{% CONTENT_TYPE: AUDIT_HTML}}
    <!doctype html>
    <html lang="{{lang}}">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="\(policy)">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <title>{{w.title}} · {{periodName}} · {{office}}</title>
    <style>{{{style}}}</style>
    </head>
    <body>
    <a class="skip" href="#main">{{w.skip}}</a>
    \(masthead)
    <main id="main">
    \(headline)
    \(unseen)
    \(rules)
    \(agencies)
    \(sources)
    </main>
    <footer><p>{{w.promise}}</p></footer>
    <script>{{{script}}}</script>
    </body>
    </html>

    """

  private static let policy = """
    default-src 'none'; style-src '{{styleHash}}'; script-src '{{scriptHash}}'; \
    base-uri 'none'; form-action 'none'
    """

  private static let masthead = """
    <header class="masthead">
    <p class="office"><span>{{parent}}</span> <strong>{{office}}</strong></p>
    <h1>{{w.title}}</h1>
    <dl class="facts">
    <div><dt>{{w.period}}</dt><dd>{{periodName}} <small>({{periodDays}})</small></dd></div>
    <div><dt>{{w.asOf}}</dt><dd>{{asOfDay}}</dd></div>
    <div><dt>{{w.policy}}</dt><dd>{{policyName}} <small>({{policyID}})</small></dd></div>
    <div><dt>{{w.failOn}}</dt><dd>{{alarm}}</dd></div>
    <div><dt>{{w.zone}}</dt><dd>{{zoneName}}</dd></div>
    <div><dt>{{w.tool}}</dt><dd>{{version}}</dd></div>
    </dl>
    </header>
    <nav aria-label="{{w.contents}}"><ul>
    <li><a href="#summary">{{w.headline}}</a></li>
    <li><a href="#unseen">{{w.unseen}}</a></li>
    <li><a href="#rules">{{w.rules}}</a></li>
    <li><a href="#agencies">{{w.byAgency}}</a></li>
    <li><a href="#sources">{{w.sources}}</a></li>
    </ul></nav>
    """

  private static let headline = """
    <section id="summary" aria-labelledby="h-summary">
    <h2 id="h-summary">{{w.headline}}</h2>
    <p class="outcome {{outcomeClass}}">{{outcome}}</p>
    <ul class="figures">
    {{#figures}}
    <li class="{{class}}"><b>{{value}}</b> <span>{{label}}</span></li>
    {{/figures}}
    </ul>
    <h3>{{w.bySeverity}}</h3>
    <ul class="severities">
    {{#severities}}
    <li><span class="severity {{class}}">{{word}}</span> <b>{{count}}</b></li>
    {{/severities}}
    </ul>
    <h3>{{w.legend}}</h3>
    <dl class="legend">
    {{#legend}}
    <div><dt><span class="verdict {{class}}">{{word}}</span></dt><dd>{{meaning}}</dd></div>
    {{/legend}}
    </dl>
    </section>
    """

  private static let unseen = """
    {{#unseenView}}
    <section id="unseen" class="unseen" aria-labelledby="h-unseen">
    <h2 id="h-unseen">{{w.unseen}}</h2>
    {{#whole}}<p class="state good">{{w.complete}}</p>{{/whole}}
    {{#lost}}<p class="state bad">{{w.incomplete}}</p>{{/lost}}
    {{#open}}<p class="state open">{{w.complete}} {{w.openVerdicts}}</p>{{/open}}
    <p>{{w.unseenLead}}</p>
    {{#noLogsGiven}}<p class="state open">{{w.noLogs}}</p>{{/noLogsGiven}}
    {{#hasLosses}}
    <h3>{{w.losses}}</h3>
    <ul class="losses">
    {{#lossRows}}
    <li>{{text}}</li>
    {{/lossRows}}
    </ul>
    {{/hasLosses}}
    {{#hasMissing}}
    <table>
    <caption>{{w.missingDays}}</caption>
    <thead><tr><th scope="col">{{w.host}}</th><th scope="col" class="n">{{w.days}}</th>
    <th scope="col">{{w.which}}</th></tr></thead>
    <tbody>
    {{#missing}}
    <tr><th scope="row">{{hostName}}</th><td class="n">{{dayCount}}</td><td>{{dayList}}</td></tr>
    {{/missing}}
    </tbody>
    </table>
    {{/hasMissing}}
    {{#hasUndecided}}
    <table>
    <caption>{{w.undecided}}</caption>
    <thead><tr><th scope="col">{{w.rule}}</th><th scope="col">{{w.reason}}</th>
    <th scope="col" class="n">{{w.count}}</th></tr></thead>
    <tbody>
    {{#undecidedRows}}
    <tr><th scope="row"><code>{{ruleID}}</code> {{ruleTitle}}</th><td>{{reasonText}}</td>
    <td class="n">{{undecidedCount}}</td></tr>
    {{/undecidedRows}}
    </tbody>
    </table>
    {{/hasUndecided}}
    <table>
    <caption>{{w.otherGaps}}</caption>
    <thead><tr><th scope="col">{{w.gap}}</th><th scope="col" class="n">{{w.count}}</th></tr></thead>
    <tbody>
    {{#gaps}}
    <tr><th scope="row">{{text}}{{#listed}}<br><small>{{names}}</small>{{/listed}}</th>
    <td class="n">{{#some}}<b>{{gapCount}}</b>{{/some}}{{^some}}{{gapCount}}{{/some}}</td></tr>
    {{/gaps}}
    </tbody>
    </table>
    </section>
    {{/unseenView}}
    """

  private static let rules = """
    <section id="rules" aria-labelledby="h-rules">
    <h2 id="h-rules">{{w.rules}}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="{{w.rulesCaption}}">
    <table class="counts">
    <caption>{{w.rulesCaption}}</caption>
    <thead><tr><th scope="col">{{w.rule}}</th><th scope="col">{{w.severity}}</th>
    <th scope="col" class="n">{{w.violation}}</th><th scope="col" class="n">{{w.indicator}}</th>
    <th scope="col" class="n">{{w.cannotTell}}</th><th scope="col" class="n">{{w.waived}}</th>
    <th scope="col" class="n">{{w.compliant}}</th><th scope="col" class="n">{{w.notApplicable}}</th>
    </tr></thead>
    <tbody>
    {{#ruleRows}}
    <tr><th scope="row"><code>{{id}}</code> {{title}}</th>
    <td><span class="severity {{severityClass}}">{{severityWord}}</span></td>
    <td class="n{{#has_violation}} violation{{/has_violation}}">{{n_violation}}</td>
    <td class="n{{#has_indicator}} indicator{{/has_indicator}}">{{n_indicator}}</td>
    <td class="n{{#has_cannotTell}} cannotTell{{/has_cannotTell}}">{{n_cannotTell}}</td>
    <td class="n{{#has_waived}} waived{{/has_waived}}">{{n_waived}}</td>
    <td class="n">{{n_compliant}}</td>
    <td class="n">{{n_notApplicable}}</td></tr>
    {{/ruleRows}}
    </tbody>
    </table>
    </div>
    {{#ruleRows}}
    <details class="rule">
    <summary><code>{{id}}</code> {{title}}</summary>
    <p>{{statement}}</p>
    <dl>
    <div><dt>{{w.limit}}</dt><dd>{{limitText}}</dd></div>
    <div><dt>{{w.basis}}</dt><dd><ul>
    {{#bases}}
    <li>{{article}}{{number}}{{textTitle}} <small>({{w.inForce}} {{from}}{{#ended}} {{w.until}} {{day}}{{/ended}})</small>
    {{#expired}}<strong class="bad">{{w.notInForce}}</strong>{{/expired}}
    {{#own}}<br><em>{{w.ownDecision}}:</em> {{text}}{{/own}}</li>
    {{/bases}}
    </ul></dd></div>
    <div><dt>{{w.remedy}}</dt><dd>{{remedyText}} ({{deadline}})</dd></div>
    <div><dt>{{w.written}}</dt><dd><code>{{ruleFile}}</code></dd></div>
    </dl>
    </details>
    {{/ruleRows}}
    </section>
    """

  private static let agencies = """
    <section id="agencies" aria-labelledby="h-agencies">
    <h2 id="h-agencies">{{w.byAgency}}</h2>
    <p>{{w.byAgencyLead}}</p>
    <form id="filter" role="search" aria-label="{{w.filter}}" hidden>
    <label>{{w.search}} <input type="search" id="q" autocomplete="off"></label>
    <label>{{w.verdict}} <select id="v"><option value="">{{w.all}}</option>
    {{#legend}}<option value="{{class}}">{{word}}</option>{{/legend}}
    </select></label>
    <label>{{w.severity}} <select id="s"><option value="">{{w.all}}</option>
    {{#severities}}<option value="{{class}}">{{word}}</option>{{/severities}}
    </select></label>
    <p aria-live="polite"><b id="shown"></b> {{w.shown}}</p>
    </form>
    {{#agencyRows}}
    <details class="agency">
    <summary><span class="name">{{name}} <small>{{code}}</small></span>
    <span class="tally">
    <span>{{w.boxes}} <b>{{boxes}}</b></span>
    <span class="{{#has_violation}}violation{{/has_violation}}">{{w.violation}} <b>{{n_violation}}</b></span>
    <span class="{{#has_indicator}}indicator{{/has_indicator}}">{{w.indicator}} <b>{{n_indicator}}</b></span>
    <span class="{{#has_cannotTell}}cannotTell{{/has_cannotTell}}">{{w.cannotTell}} <b>{{n_cannotTell}}</b></span>
    <span class="{{#has_waived}}waived{{/has_waived}}">{{w.waived}} <b>{{n_waived}}</b></span>
    <span>{{w.compliant}} <b>{{n_compliant}}</b></span>
    </span></summary>
    {{^any}}<p class="none">{{w.noFindings}}</p>{{/any}}
    {{#any}}
    <table class="findings">
    <caption>{{w.findings}}: {{name}}</caption>
    <thead><tr><th scope="col">{{w.verdict}}</th><th scope="col">{{w.rule}}</th>
    <th scope="col">{{w.subject}}</th><th scope="col">{{w.observed}}</th>
    <th scope="col">{{w.limit}}</th><th scope="col">{{w.detail}}</th></tr></thead>
    <tbody>
    {{#rows}}
    <tr class="finding" data-v="{{class}}" data-s="{{severityClass}}">
    <td><span class="verdict {{class}}" title="{{meaning}}">{{word}}</span>
    <span class="severity {{severityClass}}">{{severityWord}}</span></td>
    <td data-label="{{w.rule}}"><code>{{ruleID}}</code> {{ruleTitle}}</td>
    <th scope="row">{{subjectText}}</th>
    <td data-label="{{w.observed}}">{{observedText}}</td>
    <td data-label="{{w.limit}}">{{limitText}}</td>
    <td>{{detailText}} <small class="basis">{{basisText}}</small>
    {{^proved}}<small class="none">{{w.noEvidence}}</small>{{/proved}}
    {{#proved}}<details class="evidence"><summary>{{w.evidence}} ({{proofCount}})</summary><ul>
    {{#proofs}}
    <li>{{#log}}<code>{{fileText}}</code>, {{w.line}} <b>{{lineNumber}}</b>, {{w.offset}} {{offsetNumber}}, {{w.queue}} <code>{{queueID}}</code>, <time datetime="{{timeUTC}}">{{timeText}}</time>{{/log}}{{#directory}}{{w.entry}} <code>{{dn}}</code>{{#named}}, <code>{{attribute}}</code>{{/named}} <small>{{sourceText}}</small>{{/directory}}</li>
    {{/proofs}}
    </ul></details>{{/proved}}</td></tr>
    {{/rows}}
    </tbody>
    </table>
    {{/any}}
    </details>
    {{/agencyRows}}
    </section>
    """

  private static let sources = """
    {{#sourcesView}}
    <section id="sources" aria-labelledby="h-sources">
    <h2 id="h-sources">{{w.sources}}</h2>
    <div class="scroll" tabindex="0" role="region" aria-label="{{w.directories}}">
    <table>
    <caption>{{w.directories}}</caption>
    <thead><tr><th scope="col">{{w.source}}</th><th scope="col">{{w.schema}}</th>
    <th scope="col" class="n">{{w.entries}}</th><th scope="col" class="n">{{w.boxes}}</th>
    <th scope="col">{{w.state}}</th></tr></thead>
    <tbody>
    {{#directoryRows}}
    <tr><th scope="row">{{sourceText}} <small>{{base}}</small></th><td>{{schemaName}}</td>
    <td class="n">{{entryCount}}</td><td class="n">{{boxCount}}</td>
    <td>{{#damaged}}<strong class="bad">{{lossText}}</strong>{{/damaged}}{{^damaged}}{{w.whole}}{{/damaged}}
    {{#skips}}<br><b>{{skipCount}}</b> × {{reasonText}} <small>{{examples}}</small>{{/skips}}</td></tr>
    {{/directoryRows}}
    </tbody>
    </table>
    </div>
    {{#totals}}
    <details class="files">
    <summary>{{w.logs}}: {{fileCount}} {{w.filesRead}}, {{lineCount}} {{w.linesRead}}</summary>
    <div class="scroll" tabindex="0" role="region" aria-label="{{w.logs}}">
    <table>
    <caption>{{w.logs}}</caption>
    <thead><tr><th scope="col">{{w.file}}</th><th scope="col" class="n">{{w.lines}}</th>
    <th scope="col" class="n">{{w.recognised}}</th><th scope="col" class="n">{{w.irrelevant}}</th>
    <th scope="col" class="n">{{w.unrecognised}}</th><th scope="col">{{w.state}}</th></tr></thead>
    <tbody>
    {{#logRows}}
    <tr><th scope="row"><code>{{path}}</code> <small>{{hosts}} {{span}}</small></th>
    <td class="n">{{lineCount}}</td><td class="n">{{known}}</td><td class="n">{{other}}</td>
    <td class="n">{{unknown}}</td>
    <td>{{#damaged}}<strong class="bad">{{lossText}}</strong>{{/damaged}}{{^damaged}}{{w.whole}}{{/damaged}}
    {{#strange}}<br>{{w.line}} {{lineNumber}}: <code>{{excerpt}}</code>{{/strange}}</td></tr>
    {{/logRows}}
    <tr class="total"><th scope="row">{{w.total}}</th><td class="n">{{lineCount}}</td>
    <td class="n">{{known}}</td><td class="n">{{other}}</td><td class="n">{{unknown}}</td><td></td></tr>
    </tbody>
    </table>
    </div>
    </details>
    {{/totals}}
    </section>
    {{/sourcesView}}
    """
}
