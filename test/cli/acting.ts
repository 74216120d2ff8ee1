/** A world for tests of `--as`: who sees which part of it. */
import type { Files } from './abo.js';

/**
 * Le Partenaire manages Acme as an operator and Solo as an ambassador. Acme manages 00075 as an ambassador and 00312 as an
 * operator; 00075 has a client. ACMA has no partner.
 */
export const WORLD: Files = {
  'companies.csv': `company,name,universes,partner,partner_universe
PART,Le Partenaire,client|ambassador|operator,,
ACME,Acme Industrie,client|ambassador|operator,PART,operator
SOLO,Solo,client,PART,ambassador
00075,Le Goff,client|ambassador,ACME,ambassador
00312,Boulangerie Œuvrard,client,ACME,operator
NIECE,La nièce,client,00075,ambassador
ACMA,Acma & Cie,client|ambassador,,
`,
  'contacts.csv': `company,contact,name,role,access,universes,ref
PART,paul@part.fr,Paul Partenaire,admin,yes,client|ambassador|operator,
PART,lea@acme.fr,Léa ailleurs,user,yes,operator,
ACME,jean@acme.fr,Jean Petit,admin,yes,client|ambassador,R1
ACME,lea@acme.fr,Léa Œuvrard,user,yes,client,
ACME,ute@acme.fr,Ute,user,yes,ambassador,
ACME,old@acme.fr,Parti,user,no,client,
SOLO,solo@solo.fr,Solène,admin,yes,client,
00075,goff@goff.fr,Le Goff,user,yes,client|ambassador,
00312,pain@pain.fr,Jeanne Painblanc,admin,yes,client,
NIECE,niece@goff.fr,Nièce,admin,yes,client,
ACMA,jean@acma.fr,Jean Autre,admin,yes,client|ambassador,
`,
  'mailboxes.csv': `company,universe,category,email
PART,operator,mobile,rio@part.fr
ACME,client,ticketing,support@acme.fr
ACME,ambassador,mobile,rio@acme.fr
00075,client,deliveries,support@acme.fr
00312,client,deliveries,support@acme.fr
ACMA,client,ticketing,support@acme.fr
`,
  'subscriptions.csv': `company,contact,universe,category,channel,value
ACME,lea@acme.fr,client,ticketing,email,on
ACME,jean@acme.fr,client,eshop,interface,off
00312,pain@pain.fr,client,ticketing,email,off
`,
};

/**
 * The same world with only these companies in it, the first of which has another partner: one that does not matter, or none.
 */
export function worldOf(codes: readonly string[], partner: 'another' | 'none'): Files {
  const link = partner === 'another' ? ',ELSE,operator' : ',,';
  const more = partner === 'another' ? 'ELSE,Elsewhere,operator,,\n' : '';
  return Object.fromEntries(
    Object.entries(WORLD).flatMap(([name, text]): [string, string][] => {
      const [header = '', ...rows] = text.split('\n');
      const kept = rows.filter((row) => row === '' || codes.some((code) => row.startsWith(`${code},`)));
      if (kept.every((row) => row === '')) return [];
      if (name !== 'companies.csv') return [[name, [header, ...kept].join('\n')]];
      const linked = kept.map((row) =>
        row.startsWith(`${codes[0] ?? ''},`) ? row.replace(/,[^,]*,[^,]*$/u, link) : row,
      );
      return [[name, [header, ...linked].join('\n') + more]];
    }),
  );
}
