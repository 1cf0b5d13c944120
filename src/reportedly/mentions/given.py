"""Common given names, as evidence that a name is a person's and, where usage is clear, for "he" or "she".

A list from general knowledge of the names that English-language news writes most: English, Spanish, French, German,
Italian, Nordic, Slavic, Arabic, Persian, Turkish, Indian, Chinese, Japanese, Korean and African ones. It need not be
complete: a name that is missing only lacks this one piece of evidence.
"""

from __future__ import annotations

MALE_NAMES = frozenset(
    (
        "Ewan Rowan Menzies Cormac Aaron Abdel Abdul Abdullah Abraham Adam Adolf Adrian Ahmad Ahmed Aidan Akbar "
        "Alan Alastair Albert Alberto Alejandro Aleksandr Aleksei Alessandro Alexander Alexandre Alexei Alfonso "
        "Alfred Ali Alistair Allan Allen Alvin Amir Anders Andre Andrea Andreas Andrei Andrés Andrew Andrey Andy "
        "Angelo Anthony Antoine Anton Antonio Antonis Anwar Ari Arnold Arthur Arturo Asif Atul Austin Barack "
        "Barney Barry Bart Bashar Bastian Ben Benjamin Benny Bernard Bernd Bernie Bill Billy Björn Bob Bobby "
        "Boris Brad Bradley Brandon Brendan Brent Brett Brian Bruce Bruno Bryan Burak Byron Caleb Calvin Cameron "
        "Carl Carlo Carlos Cédric Cesar César Chad Charles Charlie Chester Chris Christian Christoph Christophe "
        "Christopher Chuck Clarence Claude Claudio Clay Cliff Clifford Clint Clive Colin Connor Conor Corey Cory "
        "Craig Curt Curtis Cyril Dale Dan Daniel Danny Darrell Darren Dave David Dean Denis Dennis Derek Diego "
        "Dieter Dirk Dmitri Dmitry Dominic Dominique Don Donald Doug Douglas Duncan Dustin Dwight Earl Ed Eddie "
        "Edgar Edmund Eduardo Edward Edwin Elias Elijah Elliott Elon Emmanuel Enrique Eric Erik Ernest Ernesto "
        "Ethan Eugene Evan Evgeny Fabio Faisal Felipe Felix Ferdinand Fernando Fidel Florian Francesco Francisco "
        "Franco François Frank Frankie Franklin Franz Fred Freddie Frederic Frederick Friedrich Gabriel Gareth "
        "Garrett Gary Gavin Geert Gene Geoff Geoffrey George Georges Gerald Gerard Gerhard Gerry Giacomo Gilbert "
        "Giovanni Giuseppe Glen Glenn Gordon Graeme Graham Grant Greg Gregory Guido Guillaume Guillermo Gustavo "
        "Guy Hamid Hamish Hans Harold Harrison Harry Harvey Hassan Heinz Helmut Henri Henrik Henry Herbert Herman "
        "Howard Hugh Hugo Hussein Iain Ian Ibrahim Igor Ilya Imran Irfan Isaac Ismail Ivan Jack Jacob Jacques "
        "Jaime Jake Jamal James Jamie Jan Jared Jason Javier Jay Jean Jeb Jeff Jefferson Jeffrey Jeremy Jerome "
        "Jerry Jesse Jesús Jim Jimmy Joachim Joaquín Joe Joel Johan Johannes John Johnny Jon Jonas Jonathan "
        "Jordan Jorge Jose José Josef Joseph Josh Joshua João Juan Jules Julian Julio Junichiro Jürgen Justin "
        "Kamal Karim Karl Kazuo Keith Ken Kenneth Kenny Kevin Khaled Khalid Kim Kirk Kjell Klaus Kofi Konstantin "
        "Kurt Kyle Lance Larry Lars Laurent Lawrence Lee Leo Leon Leonard Leonardo Leonid Lester Lewis Liam "
        "Lionel Lloyd Lorenzo Lou Louis Luc Luca Lucas Luciano Luigi Luis Luiz Luke Lyndon Magnus Mahmoud Mahmud "
        "Malcolm Manfred Manuel Marc Marcel Marcelo Marco Marcos Marcus Mario Mark Marshall Martin Marvin Massimo "
        "Mathieu Matt Matteo Matthew Matthias Maurice Mauricio Max Maxim Mehmet Mel Melvin Michael Michel Miguel "
        "Mike Mikhail Milan Milton Mitch Mitchell Mitt Mohamed Mohammad Mohammed Mohsen Morgan Moshe Muhammad "
        "Murray Mustafa Narendra Nasser Nathan Nathaniel Naveed Neal Ned Neil Nelson Nicholas Nick Nicolas "
        "Nicolás Niels Nigel Nikita Nikolai Noah Noel Norman Nursultan Olaf Oleg Oliver Olivier Omar Orlando "
        "Oscar Osama Otto Owen Pablo Paddy Paolo Pascal Patrick Paul Paulo Pavel Pedro Percy Pervez Pete Peter "
        "Phil Philip Philippe Phillip Pierre Piers Piotr Prakash Rafael Rahul Rajesh Ralph Ramon Ramón Randall "
        "Randy Rashid Raúl Ravi Ray Raymond Recep Reggie Reid Reinhard Rex Ricardo Rich Richard Rick Ricky Rob "
        "Robert Roberto Robin Rod Roderick Rodney Rodrigo Roger Roland Rolf Roman Ron Ronald Ronnie Rory Ross Roy "
        "Ruben Rudolf Rudy Rupert Russ Russell Ryan Saddam Salman Salvador Sam Sami Samir Samuel Sandeep Sanjay "
        "Santiago Scott Sean Sebastian Seth Shane Shaun Shawn Shinzo Sidney Silvio Simon Sohail Spencer Stanley "
        "Stefan Stefano Stephan Stephen Stephane Steve Steven Stewart Stuart Sunil Sven Syed Tariq Ted Terence "
        "Terry Thabo Theodore Thierry Thomas Tim Timothy Toby Todd Tom Tomas Tommy Tony Travis Trent Trevor Tyler "
        "Ubaydullah Umar Usain Uwe Vaclav Václav Valery Vernon Victor Vijay Viktor Vince Vincent Vincenzo Vitaly "
        "Vladimir Volodymyr Vyacheslav Wade Wallace Walter Warren Wayne Werner Wesley Wilfred Willem William "
        "Willie Wim Wolf Wolfgang Woody Xavier Yann Yasser Yasir Yevgeny Yitzhak Yuri Yusuf Zachary Zinedine "
        "LeBron Giampaolo Stilian Hristo Franz Hideki Takeshi Benigno Rodrigo Evo Nicola Marcello Giorgio "
        "Marcelino Jeh Jens Knut Petter Bjarne Lech Jarosław Andrzej Gianni Roberto Sergio Sergei Sergey Pat "
    ).split()
)
FEMALE_NAMES = frozenset(
    (
        "Halle Aparna Tyresha Abigail Adele Agnes Aisha Alejandra Alexandra Alexandria Alexis Alice Alicia Alison "
        "Allison Alyssa Amanda Amber Amelia Amelie Amina Amy Ana Anastasia Andrea Angela Angelina Anita Ann Anna "
        "Anne Annie Annette Antonia April Ariana Arianna Ashley Astrid Audrey Aung Ayesha Barbara Barbra Beatrice "
        "Beatrix Becky Bella Benazir Benedicte Bernadette Beth Betsy Betty Beverly Beyoncé Bianca Bonnie Brenda "
        "Bridget Britney Brittany Camila Camilla Camille Carla Carmen Carol Carole Caroline Carolyn Cassandra "
        "Catherine Cecilia Charlene Charlotte Chelsea Cheryl Chloe Christina Christine Cindy Claire Clara Clare "
        "Claudia Colleen Connie Condoleezza Courtney Cristina Crystal Cynthia Daisy Dana Danielle Daphne Dawn "
        "Deborah Debbie Debra Deirdre Delia Denise Diana Diane Dolores Donna Dora Doris Dorothy Edith Eileen "
        "Elaine Eleanor Elena Elisabeth Eliza Elizabeth Ella Ellen Emily Emma Erica Erika Erin Erna Esther Eva "
        "Evelyn Faith Fatima Felicity Fiona Florence Frances Francesca Freya Gabriela Gabrielle Gail Gemma "
        "Georgia Georgina Geraldine Gina Giorgia Giulia Glenda Gloria Grace Greta Gretchen Gwen Gwyneth Hannah "
        "Harriet Heather Heidi Helen Helena Helene Helle Hilary Hillary Holly Huma Ida Imelda Indira Ingrid Irene "
        "Irina Isabel Isabella Isabelle Ivanka Jacqueline Jacqui Jane Janet Janice Jasmine Jean Jenna Jennifer "
        "Jenny Jessica Jill Jo Joan Joanna Joanne Jocelyn Joyce Judith Judy Julia Juliana Julie Juliet Justine "
        "Kamala Karen Karin Karla Kate Katherine Kathleen Kathryn Kathy Katie Katrina Katya Katy Kay Kayla Keira "
        "Kellyanne Kelly Kerry Kimberly Kirsten Kirsty Kristen Kristin Kristina Laila Lara Laura Lauren Laurie "
        "Leah Leila Lena Leslie Leticia Liliana Lillian Lily Linda Lindsay Lindsey Lisa Liz Lois Loretta Lorraine "
        "Louise Lucia Lucy Lydia Lynn Mackenzie Madeleine Madison Maggie Malala Mandy Margaret Margarita "
        "Margrethe Maria María Mariam Mariana Marie Marilyn Marina Marine Marion Marissa Marjorie Marta Martha "
        "Martina Mary Maureen Megan Meghan Melania Melanie Melinda Melissa Mercedes Meredith Meryl Mette Michaela "
        "Michele Michelle Mildred Miranda Miriam Molly Monica Monique Nadia Nancy Naomi Natalia Natalie Natasha "
        "Nicole Nicola Nina Nora Norma Olga Olivia Oprah Paige Pam Pamela Patricia Patty Paula Pauline Penelope "
        "Penny Petra Phoebe Phyllis Priya Rachel Rebecca Regina Renee Rhonda Rita Roberta Rosa Rose Rosemary "
        "Rosie Ruth Sabrina Sadie Samantha Sandra Sara Sarah Sasha Scarlett Serena Shannon Sharon Sheila Shelley "
        "Sheryl Shirley Silvia Simone Sofia Sonia Sophia Sophie Stacey Stella Stephanie Sue Susan Susanna Susanne "
        "Suzanne Svetlana Sylvia Tamara Tammy Tania Tanya Tara Tatiana Teresa Tessa Theresa Tiffany Tina Tracey "
        "Tracy Ursula Valerie Vanessa Venus Vera Veronica Victoria Violet Virginia Vivian Wendy Whitney Winnie "
        "Yolanda Yulia Yvette Yvonne Zara Zoe "
    ).split()
)
GIVEN_NAMES = MALE_NAMES | FEMALE_NAMES
