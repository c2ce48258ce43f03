using System.Diagnostics;
using System.Globalization;
using Pyner.Fuzz.Checking;
using Pyner.Fuzz.Mutation;

// Mutates small documents and compares the extractor with XmlReader until time is up.
//   dotnet run --project tests/Pyner.Fuzz -c Release -- --minutes 10 --seed 1
// Every fourth seed makes a random document instead of a mutated one.
//   dotnet run --project tests/Pyner.Fuzz -c Release -- --show 12345     writes the document of a seed
double minutes = 1;
ulong seed = (ulong)Stopwatch.GetTimestamp();
for (int i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--minutes":
            minutes = double.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--seed":
            seed = ulong.Parse(args[i + 1], CultureInfo.InvariantCulture);
            break;
        case "--show":
            SeedDocument shown = DocumentOf(ulong.Parse(args[i + 1], CultureInfo.InvariantCulture));
            using (Stream output = Console.OpenStandardOutput())
                output.Write(shown.Bytes);
            Console.Error.WriteLine($"kind: {shown.Kind}, {shown.Bytes.Length} bytes");
            return 0;
        default:
            Console.Error.WriteLine($"unknown option {args[i]}; there are --minutes N, --seed N, --show SEED");
            return 2;
    }
}
Console.Error.WriteLine($"from seed {seed}, {minutes} minutes");
using var differential = new Differential();
var clock = Stopwatch.StartNew();
long documents = 0;
long disagreements = 0;
while (clock.Elapsed.TotalMinutes < minutes && disagreements < 100)
{
    SeedDocument document = DocumentOf(seed);
    string? disagreement;
    try
    {
        disagreement = differential.Disagreement(document);
    }
    catch (Exception e) when (e is not OutOfMemoryException)
    {
        disagreement = e.ToString();
    }
    if (disagreement is not null)
    {
        disagreements++;
        byte[] smallest = Minimizer.Minimize(document, differential);
        Console.WriteLine($"seed {seed} ({document.Kind}): {disagreement}");
        Console.WriteLine($"  smallest: {Minimizer.Show(smallest)}");
    }
    documents++;
    seed++;
}
Console.Error.WriteLine(
    $"{documents} documents, {differential.Accepted} accepted with {differential.Records} records, {disagreements} disagreements; next seed {seed}");
return disagreements == 0 ? 0 : 1;

static SeedDocument DocumentOf(ulong seed) => seed % 4 == 3 ? RandomDocument.Document(seed) : Mutator.Document(seed);
