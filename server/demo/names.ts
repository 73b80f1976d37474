/** Common given and family names of many languages; who bears a pair of them here is drawn, not a person. */
export const givenNames = [
  'Aaliyah', 'Adam', 'Agnes', 'Ahmed', 'Aiko', 'Alba', 'Aleksy', 'Amara', 'Amir', 'Anouk', 'Arjun', 'Astrid', 'Aylin', 'Beatriz', 'Bram',
  'Carmen', 'Cas', 'Chidi', 'Clara', 'Daan', 'Daria', 'Deniz', 'Dilan', 'Edda', 'Edwin', 'Ekaterina', 'Emeka', 'Esra', 'Fatima', 'Femke',
  'Fenna', 'Filip', 'Freya', 'Gabriel', 'Gijs', 'Greta', 'Hana', 'Hassan', 'Hedwig', 'Hugo', 'Ibrahim', 'Ida', 'Ilse', 'Imani', 'Inés',
  'Isak', 'Ivana', 'Jakub', 'Jamila', 'Jasper', 'Jelena', 'Joost', 'Kaan', 'Karim', 'Katja', 'Kenji', 'Kofi', 'Lars', 'Layla', 'Leonie',
  'Lieke', 'Lotte', 'Lucía', 'Magda', 'Maren', 'Marek', 'Mateo', 'Mei', 'Mila', 'Mirjam', 'Nadia', 'Niels', 'Noor', 'Olek', 'Oumar',
  'Paula', 'Piotr', 'Priya', 'Rafael', 'Ravi', 'Renske', 'Roos', 'Ruben', 'Sanne', 'Selim', 'Sofie', 'Søren', 'Sunniva', 'Tarik', 'Teun',
  'Thijs', 'Tobenna', 'Tomás', 'Ulrike', 'Vera', 'Wojtek', 'Yara', 'Yusuf', 'Zeynep', 'Zoë',
] as const;

export const familyNames = [
  'Achterberg', 'Adeyemi', 'Aksoy', 'Almeida', 'Andersen', 'Bakker', 'Bayram', 'Beekman', 'Benali', 'Bergström', 'Borowski', 'Bouzid',
  'Brandt', 'Castellano', 'Çelik', 'Chaudhry', 'Dahl', 'de Boer', 'de Wit', 'Demir', 'Diallo', 'Dijkstra', 'Eberhardt', 'El Amrani', 'Engel',
  'Erdem', 'Ferreira', 'Fischer', 'Fontaine', 'García', 'Groen', 'Haddad', 'Hagen', 'Hendriks', 'Herrera', 'Hoekstra', 'Horvat', 'Ivanov',
  'Jagersma', 'Jansen', 'Kaya', 'Kessler', 'Kim', 'Kowalczyk', 'Krüger', 'Kuipers', 'Lindqvist', 'López', 'Lubbers', 'Maalouf', 'Mahlangu',
  'Marchetti', 'Meijer', 'Mensah', 'Moreau', 'Mulder', 'Müller', 'Nakamura', 'Nguyen', 'Nowak', 'Nwosu', 'Okafor', 'Olsen', 'Oosterhuis',
  'Öztürk', 'Peeters', 'Pereira', 'Petrović', 'Postma', 'Prakash', 'Rahimi', 'Ramos', 'Reinders', 'Rossi', 'Ruiz', 'Sahin', 'Schouten',
  'Sikora', 'Silva', 'Smits', 'Sørensen', 'Stavros', 'Suzuki', 'Szabó', 'Tanaka', 'ter Horst', 'Terpstra', 'Toivonen', 'Tuinstra', 'Ünal',
  'van Beek', 'van den Berg', 'van der Linden', 'Verhoeven', 'Visser', 'Vogel', 'Wagner', 'Wierzba', 'Yıldız', 'Zijlstra',
] as const;

export const businessWords = [
  'Bakery', 'Bicycle Works', 'Books', 'Cleaning', 'Clinic', 'Design', 'Electrics', 'Flowers', 'Garage', 'Gardens', 'Joinery', 'Kitchens',
  'Laundry', 'Logistics', 'Optics', 'Painting', 'Pottery', 'Roofing', 'Studio', 'Tiles',
] as const;

export const streets = [
  'Birch Lane', 'Canal Street', 'Church Walk', 'Dyke Road', 'Elm Street', 'Ferry Lane', 'Harbour Road', 'Heron Way', 'Linden Avenue',
  'Market Square', 'Mill Lane', 'Orchard Road', 'Poplar Street', 'Quay Side', 'Station Road', 'Tulip Street', 'Willow Way', 'Windmill Street',
] as const;

/** Two letters for an avatar: of the first and the last word. */
export function initialsOf(name: string): string {
  const words = name.split(' ');
  return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}
