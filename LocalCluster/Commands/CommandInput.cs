using System.Text;

namespace AspireChat.LocalCluster.Commands;

/// <summary>Reads commands, and keeps no more of a line than a command can be long: what is piped in may have no line breaks.</summary>
/// <param name="reader">The input.</param>
/// <param name="piped">False for a terminal, where only whole lines can be read: nothing else lets a person correct what they type.</param>
internal sealed class CommandInput(TextReader reader, bool piped)
{
    /// <summary>Far more than any command has.</summary>
    public const int MaxLength = 200;

    private readonly StringBuilder _line = new(MaxLength);

    /// <summary>Reads the next line, or returns false at the end of the input.</summary>
    /// <param name="line">The line, or its first <see cref="MaxLength"/> characters.</param>
    /// <param name="tooLong">Whether it had more.</param>
    public bool TryRead(out string line, out bool tooLong)
    {
        if (!piped)
        {
            var typed = reader.ReadLine();
            tooLong = typed?.Length > MaxLength;
            line = typed ?? "";
            return typed is not null;
        }

        _line.Clear();
        tooLong = false;
        int next;
        while ((next = reader.Read()) is not (-1 or '\n'))
        {
            if (_line.Length < MaxLength)
            {
                _line.Append((char)next);
            }
            else
            {
                tooLong = true;
            }
        }

        line = _line.ToString().TrimEnd('\r');
        return next != -1 || _line.Length > 0;
    }
}
