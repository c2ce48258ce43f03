using System.Globalization;
using Pyner.KnowledgeBase.Publishing;

namespace Pyner.Pipeline.Tables;

/// <summary>
/// The file that says which parts the merged batches have, as far as these are not yet in a table's file. Written before a checkpoint is recorded that has
/// them: whoever goes on from there takes these very parts. Of a file that is written, the list says of what.
/// </summary>
internal static class PartList
{
    private const string GivenUp = "given-up";

    /// <summary>Writes a list.</summary>
    /// <exception cref="OutputException">It can't be written.</exception>
    public static void Write(string path, IReadOnlyList<PartReference> parts) => AtomicFile.WriteShared(path, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        foreach (PartReference part in parts)
            writer.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{part.Ordinal} {(part.Digest is UInt128 digest ? digest.ToString("x32", CultureInfo.InvariantCulture) : GivenUp)}"));
    });

    /// <summary>Reads a list; null where there is none, or it is damaged.</summary>
    public static List<PartReference>? Read(string path)
    {
        var parts = new List<PartReference>();
        try
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] words = line.Split(' ');
                if (words.Length != 2)
                    return null;
                parts.Add(new PartReference(
                    long.Parse(words[0], NumberStyles.None, CultureInfo.InvariantCulture),
                    words[1] == GivenUp ? null : UInt128.Parse(words[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)));
            }
            return parts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return null;
        }
    }
}
