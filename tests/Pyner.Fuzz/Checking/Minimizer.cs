using System.Globalization;
using System.Text;
using Pyner.Fuzz.Mutation;

namespace Pyner.Fuzz.Checking;

/// <summary>Cuts a document on which the readers disagree down to what matters.</summary>
public static class Minimizer
{
    /// <summary>Removes pieces, long ones first, as long as there is a disagreement.</summary>
    public static byte[] Minimize(SeedDocument document, Differential differential)
    {
        byte[] smallest = document.Bytes;
        for (int length = smallest.Length / 2; length > 0; length = length > 1 ? length / 2 : 0)
        {
            for (int at = 0; at + length <= smallest.Length;)
            {
                byte[] shorter = [.. smallest.AsSpan(0, at), .. smallest.AsSpan(at + length)];
                if (Disagree(document with { Bytes = shorter }, differential))
                    smallest = shorter;
                else
                    at += length;
            }
        }
        return smallest;
    }

    /// <summary>A document as printable text.</summary>
    public static string Show(byte[] document)
    {
        var text = new StringBuilder();
        foreach (byte b in document)
        {
            if (b is >= 0x20 and < 0x7F and not (byte)'\\')
                text.Append((char)b);
            else
                text.Append(CultureInfo.InvariantCulture, $"\\x{b:X2}");
        }
        return text.ToString();
    }

    private static bool Disagree(SeedDocument document, Differential differential)
    {
        try
        {
            return differential.Disagreement(document) is not null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return true;
        }
    }
}
