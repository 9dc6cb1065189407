// The looks of the report, on screen and on paper (A4).

export const STYLE = `:root{color-scheme:light}
body{font:15px/1.6 "Noto Sans","Noto Sans CJK SC","Noto Sans Arabic",system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#1c1e21;background:#fff}
:lang(zh-Hant) body{font-family:"Noto Sans","Noto Sans CJK TC",system-ui,sans-serif}
:lang(ar) body{font-family:"Noto Sans Arabic","Noto Sans","Noto Sans CJK SC",system-ui,sans-serif}
header{border-bottom:3px solid #1c1e21;margin-bottom:1.5rem}
h1{font-size:1.9rem;line-height:1.25;margin:0 0 .3rem}
.subject{font-size:1.15rem;overflow-wrap:anywhere;margin:.2rem 0}
h2{font-size:1.3rem;line-height:1.3;margin:2.2rem 0 .6rem;border-bottom:1px solid #c8ccd1;padding-bottom:.2rem}
h3{font-size:1.05rem;line-height:1.35;margin:1.4rem 0 .4rem;overflow-wrap:anywhere}
h4{font-size:.95rem;margin:1rem 0 .3rem}
article{border-top:1px solid #c8ccd1;margin-top:1.6rem;padding-top:.2rem}
article:first-of-type{border-top:0;margin-top:0}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
th,td{text-align:start;vertical-align:top;padding:.28rem .8rem .28rem 0;border-bottom:1px solid #e6e8eb;overflow-wrap:anywhere}
tbody th{font-weight:600;width:13rem}thead th{font-weight:600;border-bottom:2px solid #9aa0a6;white-space:nowrap}
time{white-space:nowrap}
code{font:.85em/1.4 "Noto Sans Mono",ui-monospace,monospace;overflow-wrap:anywhere;unicode-bidi:isolate}
.id,.id code{white-space:nowrap}.id code{font-size:.78em}
.word code{white-space:nowrap}.word{color:#5b6167}.unseen td{color:#5b6167}
a{color:#0b5394;text-decoration:none}
img{max-width:100%;border:1px solid #c8ccd1;display:block}
.small img{max-width:24rem}
.beside{display:flex;gap:1rem;align-items:flex-start;margin:.6rem 0}.beside figure{flex:1 1 0;min-width:0}
figure{margin:0}
.passage{border-inline-start:4px solid #9aa0a6;padding-inline-start:.8rem;margin:.8rem 0}.passage figure+figure{margin-top:.5rem}
figcaption{font-size:.88em;margin-bottom:.3rem}
del,ins{text-decoration:underline;text-decoration-thickness:1.5px;text-underline-offset:.2em}
del{background:#fddede;color:#7a0c0c;text-decoration-style:dotted}ins{background:#d8f3dc;color:#0c4a1e}
.note{background:#f2f4f6;padding:.5rem .9rem;border-inline-start:4px solid #9aa0a6}
li{margin:.25rem 0}
@media (max-width:40rem){.beside{flex-direction:column}tbody th{width:auto}}
@media print{body{font-size:10.5px;max-width:none;margin:0;padding:0}
h2,h3,h4,.lead{break-after:avoid}.lead,tr,li,figure,.note{break-inside:avoid}
tr:nth-child(-n+2),tr:nth-last-child(2),.passage figure:first-child{break-after:avoid}
.small img{max-height:45mm}.beside img{width:100%;max-height:78mm;object-fit:cover;object-position:top}h2{margin-top:1.6rem}article{margin-top:1.1rem}
p{orphans:3;widows:3}a{color:inherit}}`;
