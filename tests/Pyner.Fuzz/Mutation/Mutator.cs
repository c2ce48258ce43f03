namespace Pyner.Fuzz.Mutation;

/// <summary>Makes one damaged document from a seed: nothing but the seed decides it.</summary>
public static class Mutator
{
    private const int LongestDocument = 8192;

    /// <summary>Makes the document of a seed from <see cref="SeedDocuments"/>.</summary>
    public static SeedDocument Document(ulong seed) => Document(seed, SeedDocuments.All);

    /// <summary>Makes the document of a seed from other documents.</summary>
    public static SeedDocument Document(ulong seed, IReadOnlyList<SeedDocument> documents)
    {
        var random = new Randomness(seed);
        SeedDocument start = random.Pick(documents);
        var bytes = new List<byte>(start.Bytes);
        // Half of the documents mostly stay well-formed, so that records and not only faults are compared.
        bool gentle = random.OneIn(2);
        int steps = 1 + random.Below(random.OneIn(4) ? 6 : 2);
        for (int step = 0; step < steps; step++)
        {
            if (gentle && !random.OneIn(12))
                Extend(bytes, random);
            else
                Mutate(bytes, random, documents);
        }
        if (bytes.Count > LongestDocument)
            bytes.RemoveRange(LongestDocument, bytes.Count - LongestDocument);
        return new SeedDocument(start.Kind, [.. bytes]);
    }

    /// <summary>Puts content behind a tag, or an attribute into one.</summary>
    private static void Extend(List<byte> bytes, Randomness random)
    {
        int from = random.Below(bytes.Count + 1);
        bool attribute = random.OneIn(4);
        for (int i = from; i < bytes.Count; i++)
        {
            if (attribute && bytes[i] is (byte)'>' or (byte)'/' && i > 0 && char.IsAsciiLetter((char)bytes[i - 1]) && InStartTag(bytes, i))
            {
                bytes.InsertRange(i, random.Pick(XmlTokens.Attributes));
                return;
            }
            if (!attribute && bytes[i] == '>')
            {
                bytes.InsertRange(i + 1, random.Pick(XmlTokens.Content));
                return;
            }
        }
        // Behind the last tag only this may follow.
        bytes.AddRange(random.Pick<byte[]>([" "u8.ToArray(), "\r\n"u8.ToArray(), "<!---->"u8.ToArray(), "<?p x?>"u8.ToArray()]));
    }

    private static bool InStartTag(List<byte> bytes, int end)
    {
        int start = bytes.LastIndexOf((byte)'<', end);
        return start >= 0 && start + 1 < end && char.IsAsciiLetter((char)bytes[start + 1]);
    }

    private static void Mutate(List<byte> bytes, Randomness random, IReadOnlyList<SeedDocument> documents)
    {
        if (bytes.Count == 0)
        {
            bytes.AddRange(random.Pick(XmlTokens.All));
            return;
        }
        int place = Place(bytes, random);
        switch (random.Below(16))
        {
            case 0:
                bytes[Math.Min(place, bytes.Count - 1)] ^= (byte)(1 << random.Below(8));
                break;
            case 1:
                bytes[Math.Min(place, bytes.Count - 1)] = (byte)random.Below(256);
                break;
            case 2:
                Remove(bytes, place, 1);
                break;
            case 3:
                Remove(bytes, place, 1 + random.Below(40));
                break;
            case 4:
                // Cut: the most common damage of real files.
                Remove(bytes, place, bytes.Count);
                break;
            case 5:
                Duplicate(bytes, place, 1 + random.Below(60), random);
                break;
            case 6:
                Splice(bytes, place, random.Pick(documents).Bytes, random);
                break;
            case 7:
                Swap(bytes, random);
                break;
            case 8:
                // Moves everything behind it to another offset within the blocks and buffers.
                bytes.InsertRange(place, Enumerable.Repeat(random.Pick<byte>([(byte)' ', (byte)'x', (byte)'\n', (byte)']', (byte)'-']), 1 + random.Below(130)));
                break;
            case 9:
                Replace(bytes, place, random);
                break;
            default:
                bytes.InsertRange(place, random.Pick(XmlTokens.All));
                break;
        }
    }

    /// <summary>A place to change: any, or one beside a byte that means something.</summary>
    private static int Place(List<byte> bytes, Randomness random)
    {
        int place = random.Below(bytes.Count + 1);
        switch (random.Below(6))
        {
            case 0:
                return random.OneIn(2) ? 0 : bytes.Count;
            case 1 or 2 or 3:
                for (int i = place; i < bytes.Count; i++)
                {
                    if (bytes[i] is (byte)'<' or (byte)'>' or (byte)'&' or (byte)'=' or (byte)'"' or (byte)'\''
                        or (byte)'/' or (byte)';' or (byte)']' or (byte)'?' or (byte)':' or >= 0x80)
                        return i + random.Below(2);
                }
                return place;
            default:
                return place;
        }
    }

    private static void Remove(List<byte> bytes, int place, int length) => bytes.RemoveRange(place, Math.Min(length, bytes.Count - place));

    private static void Duplicate(List<byte> bytes, int place, int length, Randomness random)
    {
        List<byte> piece = bytes.GetRange(place, Math.Min(length, bytes.Count - place));
        bytes.InsertRange(random.OneIn(2) ? place : random.Below(bytes.Count + 1), piece);
    }

    private static void Splice(List<byte> bytes, int place, byte[] other, Randomness random)
    {
        int from = random.Below(other.Length);
        if (random.OneIn(2))
        {
            Remove(bytes, place, bytes.Count);
            bytes.AddRange(other.AsSpan(from));
        }
        else
        {
            bytes.InsertRange(place, other[from..Math.Min(other.Length, from + 1 + random.Below(80))]);
        }
    }

    private static void Swap(List<byte> bytes, Randomness random)
    {
        int left = random.Below(bytes.Count);
        int right = random.Below(bytes.Count);
        int length = Math.Min(1 + random.Below(20), bytes.Count - Math.Max(left, right));
        for (int i = 0; i < length; i++)
            (bytes[left + i], bytes[right + i]) = (bytes[right + i], bytes[left + i]);
    }

    private static void Replace(List<byte> bytes, int place, Randomness random)
    {
        byte[] token = random.Pick(XmlTokens.All);
        Remove(bytes, place, token.Length);
        bytes.InsertRange(place, token);
    }
}
