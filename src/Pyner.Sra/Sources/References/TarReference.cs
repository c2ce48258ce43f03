using Pyner.Sra.Sources.Archive;

namespace Pyner.Sra.Sources.References;

/// <summary>
/// A tar's batch as a reference: for each submission the step from the accession before and its members; for each of them one byte of kind and
/// blocks of headers, where its content starts (from where the member before ends), and its size. About 6 bytes per file.
/// </summary>
internal static class TarReference
{
    private const int OrderBits = 3;
    private const int MaxHeaderBlocks = byte.MaxValue >> OrderBits;

    public static IReadOnlyList<SubmissionAccession> ListSubmissions(TarBatch batch)
    {
        var submissions = new List<SubmissionAccession>();
        ulong last = ulong.MaxValue;
        foreach (ref readonly TarMember member in batch.Index.Members.Items[batch.Start..batch.End])
        {
            if (member.AccessionWord != last)
                submissions.Add(member.Accession);
            last = member.AccessionWord;
        }
        return submissions;
    }

    public static BatchReference Write(TarBatch batch)
    {
        var output = new ReferenceOutput(SourceKind.Tar, batch.Ordinal);
        output.Count(batch.Ordinal == 0 ? batch.Index.Ignored : 0);
        ReadOnlySpan<TarMember> members = batch.Index.Members.Items[batch.Start..batch.End];
        ulong last = 0;
        long expected = 0;
        while (!members.IsEmpty)
        {
            int count = 1;
            while (count < members.Length && members[count].AccessionWord == members[0].AccessionWord)
                count++;
            ulong accession = members[0].Accession.Packed;
            output.Varint(accession - last);
            last = accession;
            output.Count(count);
            foreach (ref readonly TarMember member in members[..count])
            {
                long headers = (member.Offset - member.HeaderOffset) / TarBlock.Size;
                output.Byte((byte)(Array.IndexOf(ReadingOrder.Kinds, member.Kind) | (int)(headers << OrderBits)));
                output.Signed((member.HeaderOffset - expected) / TarBlock.Size);
                output.Count(member.Size);
                expected = member.Offset + TarBlock.Padded(member.Size);
            }
            members = members[count..];
        }
        return output.Finish();
    }

    /// <summary>Reads a reference into a batch with an index of its own.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="ordinal">Ordinal of the batch that is meant.</param>
    /// <param name="length">Bytes of the archive.</param>
    /// <exception cref="SourceException">The bytes are no such reference, or lead outside the archive.</exception>
    public static TarBatch Read(BatchReference reference, long ordinal, long length)
    {
        var input = new ReferenceInput(reference, SourceKind.Tar, ordinal);
        var index = new TarIndex { Ignored = input.Count() };
        SubmissionAccession last = default;
        long expected = 0;
        while (!input.IsAtEnd)
        {
            SubmissionAccession accession = input.Accession(last);
            if (accession == last)
                throw input.Damaged("a submission comes twice");
            last = accession;
            long count = input.Count();
            if (count == 0)
                throw input.Damaged("a submission has no files");
            for (long i = 0; i < count; i++)
            {
                TarMember member = ReadMember(ref input, accession, ref expected, length);
                if (i > 0 && index.Members[index.Members.Count - 1].CompareTo(member) >= 0)
                    throw input.Damaged("a submission's files are not in order");
                index.Members.Add(member);
            }
        }
        return new TarBatch { Ordinal = ordinal, Index = index, Start = 0, End = index.Members.Count };
    }

    private static TarMember ReadMember(ref ReferenceInput input, SubmissionAccession accession, ref long expected, long length)
    {
        byte first = input.Byte();
        int order = first & ((1 << OrderBits) - 1);
        int headers = first >> OrderBits;
        long distance = input.Signed();
        long size = input.Count();
        long limit = TarBlock.Padded(length) / TarBlock.Size;
        if (order >= ReadingOrder.Kinds.Length || headers is 0 or > MaxHeaderBlocks || distance < -limit || distance > limit || size > TarMember.MaxSize)
            throw input.Damaged("a file's place is none");
        long header = expected + (distance * TarBlock.Size);
        long offset = header + (headers * TarBlock.Size);
        if (header < 0 || offset > TarMember.MaxOffset || size > length - offset)
            throw input.Damaged("a file lies outside the archive");
        expected = offset + TarBlock.Padded(size);
        return new TarMember(accession, ReadingOrder.Kinds[order], offset, size, header);
    }
}
