/** A small world for most tests: a partner, two universes, an address in two companies, odd names. */
import type { Files } from './abo.js';

export const ACME: Files = {
  'companies.csv': `company,name,universes,partner,partner_universe
ACME,Acme Industrie,client|ambassador,PART,operator
PART,Le Partenaire,operator|client,,
00075,=SUM(A1),client,ACME,
SOLO,Œuvrard & fils,client,,
`,
  'contacts.csv': `company,contact,name,role,access,universes,ref
ACME,jean@acme.fr,Jean Petit,admin,yes,client|ambassador,R1
ACME,lea@acme.fr,Léa Œuvrard,user,no,client,
ACME,support@acme.fr,Support,user,yes,client,
PART,paul@part.fr,Paul Partenaire,admin,yes,operator|client,
PART,lea@acme.fr,Léa ailleurs,user,yes,operator,
00075,o'neil+x@été.fr,"Anne ""Nanou""",user,yes,client,00012
`,
  'mailboxes.csv': `company,universe,deliveries,ticketing,mobile
ACME,client,log@acme.fr,Support@acme.fr,m@acme.fr
PART,operator,,,rio@part.fr
`,
  'subscriptions.csv': `company,contact,universe,category,channel,value
ACME,support@acme.fr,client,ticketing,email,on
ACME,lea@acme.fr,client,ticketing,email,on
ACME,jean@acme.fr,ambassador,eshop,interface,off
`,
};
