// Healthy pages of brokers, hospitals, journals and offices, in English.
import { file, h, image, list, p, type SiteWords, type Topic, table, video } from './topic.js';

const words: SiteWords = {
  names: [
    'Global Transplant Assist',
    'Northgate International Hospital',
    'Journal of Hepatic Surgery',
    'Bayview Organ Institute',
    'MedLink Asia',
    'Riverside Renal Network',
  ],
  nav: [
    'Home',
    'About',
    'Treatments',
    'Our doctors',
    'Patient stories',
    'News',
    'Resources',
    'Contact',
  ],
  pool: [
    'Five questions to ask before surgery',
    'How we choose partner hospitals',
    'Travelling with a chronic illness',
    'Meet our new patient coordinator',
    'Understanding immunosuppression',
    'Visa changes for medical travellers',
    'A day on the transplant ward',
    'What your insurance may cover',
    'Our accreditation explained',
    'World Kidney Day: what we did',
    'Diet after a transplant',
    'Newsletter archive',
    'Living donors: the facts',
    'Reading your lab results',
  ],
  contact: '4th floor, 18 Harbour Road, Singapore 099253 · Tel +65 6555 0142 · hello@gta-care.test',
  footer: '© 2026 All rights reserved. Privacy policy · Terms of use · Cookie settings',
  languages: [
    { lang: 'en', text: 'English', href: '/' },
    { lang: 'zh', text: '中文', href: '/zh/' },
    { lang: 'ar', text: 'العربية', href: '/ar/' },
  ],
};

const topics: readonly Topic[] = [
  {
    name: 'package',
    script: 'en',
    make: (c) => {
      const price = 95 + c.below(60);
      return {
        heading: 'Liver transplant package in China',
        date: `Updated ${c.pick(['March', 'April', 'June'])} ${1 + c.below(27)}, 2025`,
        blocks: [
          p(
            'We arrange liver transplantation for foreign patients in three large public hospitals, from the first review of your records to your flight home.',
          ),
          image('/wp-content/uploads/hospital.png', 'Partner hospital building'),
          p(
            'The average waiting time for a matching liver is two weeks, and in urgent cases surgery has been performed within 72 hours of admission.',
          ),
          p(
            `The package costs $${price},000 and covers evaluation, surgery, thirty days on the ward and medication for one month.`,
          ),
          h('What is included'),
          list(
            'Airport pick-up and interpreter',
            'Private room with family bed',
            'Tissue typing and cross-match',
            'Second transplant at no charge if the first graft fails',
          ),
          h('How it works'),
          p(
            'Send us your recent blood results, ultrasound and passport page; the surgical board answers within three working days.',
          ),
          p(
            'A deposit of 30 percent reserves your place, the rest is paid on arrival by bank transfer or in cash.',
          ),
          p(
            'Our medical director, Dr. Alan Kwok, has accompanied 212 patients from Israel, Saudi Arabia, Malaysia and Canada since 2008.',
          ),
          p(
            'Questions? Call Ms. Grace Tan on +65 6555 0177 or write to intake@gta-care.test, any day of the week.',
          ),
          file('/wp-content/uploads/brochure.pdf', 'Download our brochure (PDF)'),
        ],
        claims: [
          'The average waiting time for a matching liver is two weeks',
          `The package costs $${price},000`,
        ],
      };
    },
  },
  {
    name: 'prices',
    script: 'en',
    make: (c) => {
      const base = 58 + c.below(30);
      return {
        heading: 'Price list for international patients',
        date: '2025-01-20',
        blocks: [
          p(
            'All prices are quoted in US dollars and are valid for admissions in the current calendar year unless stated otherwise.',
          ),
          table(
            'Procedure|Price|Stay|Waiting time',
            `Kidney transplant|$${base},000|14 days|1 week`,
            `Liver transplant|$${base + 52},000|30 days|2 weeks`,
            `Heart transplant|$${base + 88},000|35 days|1 month`,
            `Lung transplant|$${base + 101},000|40 days|1 month`,
            'Cornea|$30,000|3 days|on demand',
          ),
          p(
            'Prices include surgeon, anaesthesia, operating room, intensive care and standard medication during the stay.',
          ),
          p(
            'Not included are flights, visas, dialysis before admission and the treatment of complications beyond day thirty.',
          ),
          h('Payment'),
          p(
            'Payment is due in full before surgery; a bank guarantee from your embassy is accepted for government-sponsored patients.',
          ),
          p(
            'Refunds: if no suitable organ is found within sixty days, we return the full amount less a fee of $5,000.',
          ),
          list('Passport copy', 'Medical summary in English', 'Blood group certificate'),
          p(
            'International office: +86 22 5837 6250, fax +86 22 5837 6251, Mr. Peter Zhou, Monday to Saturday.',
          ),
          image('/wp-content/uploads/prices.png', 'Price chart'),
        ],
        claims: [
          'Prices include surgeon, anaesthesia, operating room',
          'if no suitable organ is found within sixty days',
        ],
      };
    },
  },
  {
    name: 'paper',
    script: 'en',
    make: (c) => {
      const n = 220 + c.below(300);
      return {
        heading: `Emergency liver transplantation in ${n} patients: a single-centre experience`,
        date: 'Published online: 14 May 2019',
        blocks: [
          p(
            'Shen Z, Zheng H, Pan C, Deng Y. Department of Transplantation, Orient Hospital. Correspondence: shen.z@orient-hosp.test',
          ),
          h('Abstract'),
          p(
            `Background. Between 2006 and 2016 we performed emergency liver transplantation in ${n} patients with acute liver failure at our institution.`,
          ),
          p(
            'Methods. Donor livers were obtained within a mean of 41 hours after listing; all grafts came from deceased donors, and consent was obtained from next of kin.',
          ),
          p(
            'Results. One-year survival was 81.4 percent; 26.6 percent of the procedures were classified as emergencies performed within 24 hours.',
          ),
          p(
            'Conclusions. Emergency transplantation is feasible where donor organs are readily available, and outcomes match those of elective surgery.',
          ),
          h('Ethics statement'),
          p(
            'The study was approved by the institutional review board (approval 2017-044); no organs from executed prisoners were used.',
          ),
          table(
            'Characteristic|Emergency|Elective',
            'Patients|118|326',
            'Median age|44|49',
            'Cold ischaemia (h)|5.1|6.8',
          ),
          file('/articles/full.pdf', 'Full text (PDF)'),
          p(
            'Received 3 November 2018; accepted 22 April 2019; handling editor: R. Matthews. Conflict of interest: none declared.',
          ),
        ],
        claims: [
          'no organs from executed prisoners were used',
          'within a mean of 41 hours after listing',
        ],
      };
    },
  },
  {
    name: 'news',
    script: 'en',
    make: (c) => ({
      heading: 'Hospital expands transplant wing to 500 beds',
      date: `Posted on ${1 + c.below(27)} September 2024`,
      blocks: [
        p(
          'The new building, opened this week by provincial leaders, makes the hospital the largest transplant facility in Asia according to its management.',
        ),
        image('/img/wing.png', 'The new transplant wing'),
        p(
          'Seventeen storeys house four operating theatres per floor, a helipad and a hotel for families of patients from abroad.',
        ),
        p(
          'Last year the centre carried out 1,127 liver and kidney transplants, up from 640 in the year before, the director told reporters.',
        ),
        p(
          '"Bed occupancy reached 131 percent in spring, so we simply had to grow," he said, adding that the supply of organs was stable.',
        ),
        video('/img/opening.mp4', 'Opening ceremony'),
        h('Plans'),
        p(
          'A second wing for thoracic surgery is to follow in 2027, together with a training programme for surgeons from Central Asia.',
        ),
        p(
          'Officials did not say how many voluntary donors had been registered in the province, which publishes no such figures.',
        ),
        p('Press contact: Li Na, Office of Communication, press@northgate.test, +86 22 5837 6119.'),
      ],
      claims: [
        'Bed occupancy reached 131 percent',
        'carried out 1,127 liver and kidney transplants',
      ],
    }),
  },
];

export const en = { words, topics };
