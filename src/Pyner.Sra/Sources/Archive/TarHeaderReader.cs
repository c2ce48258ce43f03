using System.Buffers.Text;
using System.Text;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Understands a tar's headers, block by block: ustar with prefixes, PAX records (path, size), GNU's long names, and the form before them.
/// It does not read: one that knows offsets and one that is fed from a stream share it. System.Formats.Tar.TarReader reads too, allocates
/// several objects per member, and takes an archive that ends anywhere between two members for a whole one.
/// </summary>
internal sealed class TarHeaderReader
{
    /// <summary>The longest extended header that is taken, in bytes: names and a few attributes, hostile ones included.</summary>
    public const int MaxExtension = 1 << 20;

    private byte[] _name = new byte[512];
    private int _nameLength;
    private bool _hasLongName;
    private long _longSize = -1;
    private bool _isSparse;
    private byte _extensionType;

    /// <summary>The submission that the member belongs to.</summary>
    public SubmissionAccession Accession { get; private set; }

    /// <summary>The kind of file that the member is.</summary>
    public SubmissionFileKind Kind { get; private set; }

    /// <summary>Bytes that follow the header, before padding.</summary>
    public long Size { get; private set; }

    /// <summary>The member's name as stored, without leading "/" and "./". Valid until the next header.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ReadOnlySpan<byte> name = _name.AsSpan(0, _nameLength).TrimStart((byte)'/');
            while (name.StartsWith("./"u8))
                name = name[2..].TrimStart((byte)'/');
            return name;
        }
    }

    /// <summary>Takes a header block.</summary>
    /// <exception cref="InvalidDataException">It is no header, or one that can't be gone past.</exception>
    public TarStep Accept(ReadOnlySpan<byte> block)
    {
        if (TarBlock.IsZero(block))
            return TarStep.EndMark;
        if (!TarBlock.IsHeader(block))
            throw new InvalidDataException("expected a tar header, found a block whose checksum is wrong");
        if (!TarBlock.TryReadSize(block, out long size) || size > TarBlock.MaxMemberSize)
            throw new InvalidDataException($"the header of '{Encoding.UTF8.GetString(TarBlock.Name(block))}' has no valid size");
        Size = size;
        byte type = TarBlock.Type(block);
        if (type is (byte)'x' or (byte)'g' or (byte)'L' or (byte)'K')
        {
            if (size > MaxExtension)
                throw new InvalidDataException($"an extended header claims {size} bytes, more than {MaxExtension}");
            _extensionType = type;
            return TarStep.Extension;
        }
        return AcceptMember(block, type);
    }

    /// <summary>Takes the content of an extended header.</summary>
    /// <exception cref="InvalidDataException">It can't be understood.</exception>
    public void AcceptExtension(ReadOnlySpan<byte> content)
    {
        switch (_extensionType)
        {
            case (byte)'L':
                SetLongName(TarBlock.UntilZero(content));
                break;
            case (byte)'x':
                AcceptRecords(content);
                break;
            default: // 'g' holds defaults such as a comment, 'K' the target of a link: neither is needed.
                break;
        }
    }

    private TarStep AcceptMember(ReadOnlySpan<byte> block, byte type)
    {
        if (!_hasLongName)
            SetName(TarBlock.Prefix(block), TarBlock.Name(block));
        if (_longSize >= 0)
            Size = _longSize;
        bool isSparse = _isSparse || type == 'S';
        _hasLongName = _isSparse = false;
        _longSize = -1;

        ReadOnlySpan<byte> name = _name.AsSpan(0, _nameLength);
        if (type is (byte)'0' or 0 or (byte)'7' or (byte)'S')
        {
            if (name.EndsWith((byte)'/'))
                return TarStep.Folder;
            bool isSubmissionFile = SubmissionFileName.TryParse(
                name[(name.LastIndexOf((byte)'/') + 1)..], out SubmissionAccession accession, out SubmissionFileKind kind);
            if (type == 'S' || (isSparse && isSubmissionFile))
                throw new InvalidDataException(
                    $"'{Encoding.UTF8.GetString(Name)}' is stored sparse (GNU tar --sparse), which is not read: make the archive without that option");
            if (!isSubmissionFile)
                return TarStep.Ignored;
            Accession = accession;
            Kind = kind;
            return TarStep.SubmissionFile;
        }
        if (type == 'M')
            throw new InvalidDataException($"'{Encoding.UTF8.GetString(Name)}' goes on from another volume: join the volumes of the archive first");
        // Links, devices and folders have no content, whatever their size field says.
        if (type is >= (byte)'1' and <= (byte)'6')
            Size = 0;
        return type is (byte)'5' or (byte)'D' ? TarStep.Folder : TarStep.Ignored;
    }

    /// <summary>Takes PAX records: "length key=value\n".</summary>
    private void AcceptRecords(ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty && records[0] != 0)
        {
            if (!Utf8Parser.TryParse(records, out int length, out int digits) || length <= digits + 2 || length > records.Length
                || records[digits] != ' ' || records[length - 1] != '\n')
                throw new InvalidDataException("an extended header holds a record that is none");
            ReadOnlySpan<byte> record = records[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals < 0)
                throw new InvalidDataException("an extended header holds a record without a value");
            AcceptRecord(record[..equals], record[(equals + 1)..]);
            records = records[length..];
        }
    }

    private void AcceptRecord(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (key.SequenceEqual("path"u8))
        {
            if (!value.IsEmpty)
                SetLongName(value);
        }
        else if (key.SequenceEqual("size"u8))
        {
            if (!Utf8Parser.TryParse(value, out _longSize, out int digits) || digits != value.Length || _longSize is < 0 or > TarBlock.MaxMemberSize)
                throw new InvalidDataException("an extended header holds a size that is none");
        }
        else if (key.StartsWith("GNU.sparse."u8))
        {
            _isSparse = true;
        }
    }

    private void SetLongName(ReadOnlySpan<byte> name)
    {
        SetName(default, name);
        _hasLongName = true;
    }

    private void SetName(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name)
    {
        int length = prefix.Length + 1 + name.Length;
        if (_name.Length < length)
            _name = new byte[length * 2];
        _nameLength = 0;
        if (!prefix.IsEmpty)
        {
            prefix.CopyTo(_name);
            _name[prefix.Length] = (byte)'/';
            _nameLength = prefix.Length + 1;
        }
        name.CopyTo(_name.AsSpan(_nameLength));
        _nameLength += name.Length;
    }
}
