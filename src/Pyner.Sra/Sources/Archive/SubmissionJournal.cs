using System.Buffers;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// What a <see cref="SubmissionRegistry"/> was told, in order, so that another can be made of it: for each submission, how far its accession is from the
/// one before and which kinds of file were new. Two bytes for each, where they lie in order.
/// </summary>
internal sealed class SubmissionJournal
{
    private const int MostBytes = 11; // of an entry
    private const int KindCount = 8;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private long _from;
    private ulong _last;

    /// <summary>Notes a submission.</summary>
    /// <param name="accession">The submission.</param>
    /// <param name="kinds">A bit for each kind of file that it had not had before.</param>
    public void Add(SubmissionAccession accession, byte kinds)
    {
        Span<byte> entry = _bytes.GetSpan(MostBytes);
        long step = (long)(accession.Packed - _last);
        _last = accession.Packed;
        int length = 0;
        // Signed as unsigned, smallest first; seven bits a byte, the highest bit says that others follow.
        for (ulong left = (ulong)((step << 1) ^ (step >> 63)); ; left >>= 7)
        {
            bool isLast = left < 0x80;
            entry[length++] = (byte)(isLast ? left : left | 0x80);
            if (isLast)
                break;
        }
        entry[length++] = kinds;
        _bytes.Advance(length);
    }

    /// <summary>Takes what was noted since the last call.</summary>
    /// <returns>Where it begins in all that was noted, and what it is.</returns>
    public (long From, byte[] Bytes) Take()
    {
        byte[] taken = _bytes.WrittenSpan.ToArray();
        long from = _from;
        _from += taken.Length;
        _bytes.ResetWrittenCount();
        return (from, taken);
    }

    /// <summary>Goes on behind all that another one noted, and tells a registry of it.</summary>
    /// <exception cref="InvalidDataException">It is not what one noted.</exception>
    public void Restore(ReadOnlySpan<byte> noted, SubmissionRegistry registry)
    {
        _from = noted.Length;
        while (!noted.IsEmpty)
        {
            ulong step = 0;
            int length = 0;
            for (int shift = 0; ; shift += 7)
            {
                if (length + 1 >= Math.Min(noted.Length, MostBytes))
                    throw new InvalidDataException("a list of submissions ends within one");
                byte part = noted[length++];
                step |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                    break;
            }
            _last += (step >> 1) ^ (0 - (step & 1));
            Restore(noted[length], registry);
            noted = noted[(length + 1)..];
        }
    }

    private void Restore(byte kinds, SubmissionRegistry registry)
    {
        SubmissionAccession accession;
        try
        {
            accession = SubmissionAccession.FromPacked(_last);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("a list of submissions holds something else", e);
        }
        for (int kind = 0; kind < KindCount; kind++)
            if ((kinds & (1 << kind)) != 0)
                registry.Add(accession, (SubmissionFileKind)kind);
    }
}
