// The English and Arabic pages of the local hospital. Everything in them is made up.
import { layOut } from './layout.js';

export const ENGLISH_TRANSPLANT = layOut({
  language: 'en',
  title: 'Transplant FAQ for international patients',
  description: 'Answers of the transplant centre of Donghai Hospital to common questions.',
  body: `<h1>Transplant FAQ for international patients</h1>
<img src="/img/ward.png" width="640" height="360" alt="A ward of the transplant centre">
<p>The transplant centre of Donghai Hospital has eighty beds, twelve laminar-flow rooms and a staff of one hundred and forty. It performs liver and kidney transplants and answers more than three thousand enquiries from patients at home and abroad every year. The international office looks after patients from their first letter to their last check-up, and provides interpreters for English and Arabic.</p>
<h2>How long do I have to wait?</h2>
<p id="waiting">Once the assessment is complete and you have been admitted, the average waiting time is two weeks. During this time you stay on the ward, where your doctor sees you every day, and tissue typing and the tests of heart, lungs and infection markers are carried out.</p>
<h2>What does it cost?</h2>
<p id="cost">A liver transplant costs USD 98,000 and a kidney transplant costs USD 58,000. This covers the operation, the stay in hospital and the medicines of the first month. Should complications arise, their treatment is charged as it occurs, and you are given a list of all charges every day.</p>
<h2>Which tests come before the operation?</h2>
<p>Blood group, tissue typing, liver and kidney function, clotting, virus markers, a scan of the chest, an ultrasound of the heart and a contrast scan of the abdomen. They are usually completed within three days of admission, and the results are discussed by a team from several departments.</p>
<h2>How long do I stay afterwards?</h2>
<p>After a liver transplant you spend three to five days in intensive care and about twenty-eight days in hospital altogether. After a kidney transplant it is about fourteen days. We ask you to remain in the city for another month, so that you can come for weekly check-ups.</p>
<h2>What should I bring?</h2>
<p>Please bring your passport, your medical records of the last two years with a translation into English, and the address of a relative. Your own doctor will receive a report when you leave, with the list of your medicines and the plan of your check-ups at home.</p>
<h2>How do I reach you?</h2>
<p>Write to <a href="mailto:international@donghai.test">international@donghai.test</a> or call 0000-8800567 between nine and four o'clock. The <a href="/files/price-list.pdf">price list</a> can be downloaded as a PDF.</p>`,
});

export const ARABIC_PRICES = layOut({
  language: 'ar',
  title: 'الأسعار للمرضى الدوليين',
  description: 'أسعار عمليات زراعة الأعضاء في مستشفى دونغهاي.',
  body: `<h1>الأسعار للمرضى الدوليين</h1>
<img src="/img/building.png" width="640" height="360" alt="مبنى العيادات الخارجية">
<p>يضم مركز زراعة الأعضاء في مستشفى دونغهاي ثمانين سريرًا واثنتي عشرة غرفة معقمة، ويعمل فيه مئة وأربعون طبيبًا وممرضًا. يستقبل المركز كل عام أكثر من ثلاثة آلاف استفسار من المرضى داخل البلاد وخارجها، ويوفر المكتب الدولي مترجمين للغتين العربية والإنجليزية طوال فترة الإقامة.</p>
<h2>مدة الانتظار</h2>
<p id="waiting">بعد اكتمال الفحوصات ودخول المستشفى تبلغ مدة الانتظار أسبوعين في المتوسط. يقيم المريض خلال هذه المدة في قسم الزراعة، ويزوره الطبيب كل يوم، وتُجرى له فحوصات تطابق الأنسجة ووظائف القلب والرئتين.</p>
<h2>جدول الأسعار</h2>
<table id="prices">
<thead><tr><th>الخدمة</th><th>الوحدة</th><th>السعر</th></tr></thead>
<tbody>
<tr id="liver"><td>زراعة الكبد</td><td>عملية واحدة</td><td>٩٨٬٠٠٠ دولار</td></tr>
<tr id="kidney"><td>زراعة الكلى</td><td>عملية واحدة</td><td>٥٨٬٠٠٠ دولار</td></tr>
<tr id="room"><td>غرفة مفردة</td><td>اليوم الواحد</td><td>١٢٠ دولارًا</td></tr>
<tr id="translation"><td>الترجمة الطبية</td><td>الساعة الواحدة</td><td>٣٠ دولارًا</td></tr>
</tbody>
</table>
<p>تشمل الأسعار العملية والإقامة في المستشفى وأدوية الشهر الأول. إذا حدثت مضاعفات تُحسب تكاليف علاجها بحسب ما يُقدَّم فعلًا، ويحصل المريض كل يوم على كشف مفصل بجميع التكاليف.</p>
<h2>طريقة الدفع</h2>
<p>يدفع المريض عند الدخول مقدمًا يبلغ ثمانين في المئة من التكلفة المتوقعة، ويمكن الدفع بالتحويل المصرفي أو بالبطاقة. تُسوّى التكاليف عند الخروج، ويُعاد المبلغ المتبقي خلال ثلاثة أيام عمل.</p>
<h2>الإقامة بعد العملية</h2>
<p>تستمر الإقامة بعد زراعة الكبد نحو ثمانية وعشرين يومًا، وبعد زراعة الكلى نحو أربعة عشر يومًا. نرجو من المرضى البقاء في المدينة شهرًا آخر لإجراء فحوصات أسبوعية، ويتلقى الطبيب المعالج في بلد المريض تقريرًا كاملًا.</p>
<h2>للتواصل</h2>
<p>يمكنكم مراسلتنا على <a href="mailto:international@donghai.test">international@donghai.test</a> أو الاتصال بالرقم 0000-8800567 من التاسعة صباحًا حتى الرابعة مساءً.</p>`,
});
