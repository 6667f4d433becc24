using System.Text;
using Outlier.Executor.Campaigns;
using Outlier.Executor.Http;

namespace Outlier.Tests.Executor.Campaigns;

/// <summary>Checks how lists of people are read, in the formats that newsrooms have.</summary>
public sealed class RecipientFileTests
{
    // The second argument is the result, as line:number or line:number=message.
    [TestCase("2005550100\n2005550101\n", "1:2005550100 2:2005550101", TestName = "One column, no header")]
    [TestCase("+12005550100", "1:+12005550100", TestName = "No line end after the last")]
    [TestCase("phone\n2005550100\n", "2:2005550100", TestName = "A header is no number")]
    [TestCase("PHONE_Number\r\n2005550100\r\n2005550101\r\n", "2:2005550100 3:2005550101", TestName = "Windows line ends")]
    [TestCase("2005550100\r2005550101\r", "1:2005550100 2:2005550101", TestName = "Line ends of an old Mac")]
    [TestCase("name,phone\nAvery,(200) 555-0100\n", "2:(200) 555-0100", TestName = "The column called phone")]
    [TestCase("id,Phone Number,name\n2005550199,2005550100,Avery\n", "2:2005550100", TestName = "The column called so, and not the first with numbers")]
    [TestCase("nombre;teléfono\nAna;200 555 0100\n", "2:200 555 0100", TestName = "Semicolons, in Spanish")]
    [TestCase("name\tcell-phone\nAvery\t200.555.0100\n", "2:200.555.0100", TestName = "Tabs")]
    [TestCase("name|mobile\nAvery|2005550100\n", "2:2005550100", TestName = "Pipes")]
    [TestCase("phone,message\n2005550100,Hello\n2005550101,\"Hi, you\"\n", "2:2005550100=Hello 3:2005550101=Hi, you", TestName = "Texts, with a comma in quotes")]
    [TestCase("phone,mensaje\n2005550100,\"One\nTwo\"\n2005550101,Three\n", "2:2005550100=One\nTwo 4:2005550101=Three", TestName = "A text of two lines counts as two")]
    [TestCase("phone,message\r\n2005550100,\"She said \"\"hi\"\"\"\r\n", "2:2005550100=She said \"hi\"", TestName = "Quotes in quotes")]
    [TestCase("phone,message\n2005550100\n2005550101,Hi,more,and more\n", "2:2005550100= 3:2005550101=Hi", TestName = "Ragged rows")]
    [TestCase("\n\nphone\n\n2005550100\n,,\n   \n2005550101\n\n", "5:2005550100 8:2005550101", TestName = "Blank lines are passed over, and counted")]
    [TestCase("Avery,2005550100\nJordan,2005550101\n", "1:2005550100 2:2005550101", TestName = "No header, the numbers in the second column")]
    [TestCase("20260302,2005550100\n20260303,2005550101\n", "1:2005550100 2:2005550101", TestName = "Dates look less like numbers than numbers do")]
    [TestCase("date,contact\nMarch,2005550100\n", "2:2005550100", TestName = "A header that does not say it")]
    [TestCase("phone,mobile\n,2005550100\n,2005550101\n", "2:2005550100 3:2005550101", TestName = "Two columns called so, one empty")]
    [TestCase("phone\n2005550100\nnot a number\n12345\n", "2:2005550100 3:not a number 4:12345", TestName = "Bad rows are handed on, for the database to report")]
    [TestCase("name,phone\n\"Avery \"\"Ave\"\" Stone\", 2005550100 \n", "2:2005550100", TestName = "Space around a number")]
    [TestCase("sep=;\nname;phone\nAvery;2005550100\n", "3:2005550100", TestName = "A line that only tells a spreadsheet the separator")]
    [TestCase("phone,city\n2005550100,\"Detroit, MI\"\n2005550101,\"Flint, MI\"\n", "2:2005550100 3:2005550101", TestName = "A comma in quotes is none")]
    [TestCase("2005550100;Detroit, MI\n2005550101;Flint, MI\n", "1:2005550100 2:2005550101", TestName = "A comma in each row of a list with semicolons")]
    [TestCase("name,phone\nMike \"Mick\" Stone,2005550100\n5'10\" tall,2005550101\n", "2:2005550100 3:2005550101", TestName = "Quotes within a field are text")]
    [Category("equal-lines")]
    public async Task A_list_is_read(string file, string expected) => Assert.That(await ReadAsync(Encoding.UTF8.GetBytes(file)), Is.EqualTo(expected));

    [TestCase("phone,name\n2005550100,\"Avery\n2005550101,Jordan\n2005550102,Robin\n", "2:2005550100 3:2005550101 4:2005550102", TestName = "A quote that is never closed")]
    [TestCase("phone,message\n\"2005550100\",\"Hello\n\"2005550101\",\"Hi\"\n", "2:2005550100=Hello 3:2005550101=Hi", TestName = "A quote that the next row would close")]
    [TestCase("phone,name\n2005550100,\"Av\"ery\n2005550101,Jordan\n", "2:2005550100 3:2005550101", TestName = "A quote that is closed too early")]
    [TestCase("\"phone\n2005550100\n2005550101\n", "2:2005550100 3:2005550101", TestName = "A quote that is never closed in the header")]
    [TestCase("phone,name\n2005550100,\"", "2:2005550100", TestName = "A quote at the very end")]
    public async Task A_broken_quote_costs_its_line_at_most(string file, string expected) => Assert.That(await ReadAsync(Encoding.UTF8.GetBytes(file)), Is.EqualTo(expected));

    [Test]
    public async Task An_open_quote_at_the_top_of_a_long_list_costs_nobody_else()
    {
        var text = new StringBuilder("phone,name\n2005550199,\"Avery\n");
        for (var i = 0; i < 5000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{2005550100 + i},Somebody\n");
        }

        var file = await ReadFileAsync(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.That(file.Lines, Is.EqualTo(Enumerable.Range(2, 5001)));
    }

    [TestCase("utf-8", false)]
    [TestCase("utf-8", true)]
    [TestCase("utf-16", true)]
    [TestCase("utf-16BE", true)]
    [TestCase("latin1", false)]
    public async Task Accents_survive_every_encoding_that_spreadsheets_write(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("teléfono,mensaje\n2005550100,¿Cómo está, José?\n".Replace(", J", " J", StringComparison.Ordinal))];
        Assert.That(await ReadAsync(file), Is.EqualTo("2:2005550100=¿Cómo está José?"));
    }

    [Test]
    public async Task Curly_quotes_of_Windows_are_read()
    {
        byte[] file = [.. "phone,message\n2005550100,"u8, 0x93, .. "It"u8, 0x92, .. "s on"u8, 0x94, (byte)' ', 0x80, .. "5 caf"u8, 0xE9, (byte)'\n'];
        Assert.That(await ReadAsync(file), Is.EqualTo("2:2005550100=\u201CIt\u2019s on\u201D \u20AC5 café"));
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(7)]
    public async Task It_does_not_matter_in_which_pieces_a_file_comes(int size)
    {
        var file = Encoding.UTF8.GetBytes("phone,message\r\n2005550100,\"¿Qué\r\ntal?\"\r\n2005550101,\"Sí\r\n");
        await using var pieces = new PieceStream(file, size);
        Assert.That(Show((await RecipientFileReader.ReadAsync(pieces, CancellationToken.None)).ToFile(new RecipientChoice())), Is.EqualTo("2:2005550100=¿Qué\ntal? 4:2005550101=Sí"));
    }

    [TestCase("", "The file is empty")]
    [TestCase("\n \n", "The file is empty")]
    [TestCase("phone\n", "a header and no line below it")]
    [TestCase("name,city\nAvery,Detroit\n", "Its columns are: name, city")]
    [TestCase("PK\u0003\u0004\u0014\0\u0006\0", "The file is not text")]
    [TestCase("%PDF-1.7\n2005550100\n\u0001\u0002", "The file is not text")]
    [TestCase("2005550100\n\0", "The file is not text")]
    public void What_is_no_list_is_refused_with_a_reason(string file, string expected) =>
        Assert.That(async () => await ReadAsync(Encoding.UTF8.GetBytes(file)), Throws.TypeOf<RequestException>().With.Message.Contains(expected).And.Property("Status").EqualTo(400));

    [Test]
    public void A_text_without_lines_is_refused_before_it_fills_the_memory() =>
        Assert.That(async () => await ReadAsync(Encoding.UTF8.GetBytes(new string('a', 10000000))), Throws.TypeOf<RequestException>().With.Message.StartsWith("Line 1 of the file has more than 65536"));

    [Test]
    public async Task Binary_is_refused_at_its_first_block()
    {
        await using var file = new PieceStream([0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', .. new byte[5000000]], 4096);
        Assert.That(async () => await RecipientFileReader.ReadAsync(file, CancellationToken.None), Throws.TypeOf<RequestException>());
        Assert.That(file.Position, Is.LessThan(100000));
    }

    [Test]
    public async Task Two_hundred_thousand_lines_are_read_in_order()
    {
        var text = new StringBuilder("name,phone,message\r\n");
        for (var i = 0; i < 200000; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\"Somebody, {i}\",+1{200 + (i / 100 % 700)}55501{i % 100:D2},\"Text {i}\"\r\n");
        }

        var file = await ReadFileAsync(Encoding.UTF8.GetBytes(text.ToString()));
        Assert.Multiple(() =>
        {
            Assert.That(file.Lines, Is.EqualTo(Enumerable.Range(2, 200000)));
            Assert.That(file.PhoneNumbers[^1], Is.EqualTo("+17995550199"));
            Assert.That(file.Messages![^1], Is.EqualTo("Text 199999"));
        });
    }

    [Test]
    public async Task A_cell_is_kept_as_it_is_written_but_not_whole_when_it_is_a_page()
    {
        var file = await ReadFileAsync(Encoding.UTF8.GetBytes($"phone\n\" 200 555 0100 \"\n{new string('x', 1000)}\n"));
        Assert.That(file.Raw, Is.EqualTo((string[])[" 200 555 0100 ", new string('x', 200)]));
        Assert.That(file.PhoneNumbers, Is.EqualTo((string[])["200 555 0100", new string('x', 201)]), "one more, by which the database knows that it is not whole");
    }

    [TestCase("Account,Phone #\n3135550199,2005550100\n", "Phone #")]
    [TestCase("Voter ID,Primary Phone (home)\n3135550199,2005550100\n", "Primary Phone (home)")]
    [TestCase("Number,Cell\n3135550199,2005550100\n", "Cell")]
    [TestCase("Phone Type,Contact\nmobile,2005550100\n", "Contact")]
    [TestCase("id,WhatsApp No.\n3135550199,2005550100\n", "WhatsApp No.")]
    [TestCase("Cuenta,Número de teléfono\n3135550199,2005550100\n", "Número de teléfono")]
    [TestCase("PhoneNumber1,Zip\n2005550100,482011234\n", "PhoneNumber1")]
    [TestCase("Zip,Contact\n4820112345,2005550100\n", "Contact")]
    [TestCase("Móvil,Nombre\n2005550100,Ana\n", "Móvil")]
    [Category("phone-column")]
    public async Task The_phone_column_is_found_by_its_name_and_no_account_number_is_taken_for_it(string file, string column)
    {
        var read = await ReadFileAsync(Encoding.UTF8.GetBytes(file));
        Assert.Multiple(() =>
        {
            Assert.That(read.Columns.Phone, Is.EqualTo(column));
            Assert.That(read.PhoneNumbers, Is.EqualTo((string[])["2005550100"]));
        });
    }

    [TestCase("Home Phone,Cell Phone\n2005550100,2005550101\n", "several phone columns: Home Phone, Cell Phone")]
    [TestCase("A,B\n2005550100,2005550101\n", "Several columns look like phone numbers: A, B")]
    [TestCase("2005550100,2005550101\n", "column 1, column 2")]
    [TestCase("Account,Name\n3135550199,Avery\n", "There is no phone number")]
    [TestCase("phone,text,message\n2005550100,Hi,Ho\n", "several columns of texts: text, message")]
    [TestCase(
        "phone,What to say\n2005550100,Dear Avery your next bus to work leaves at nine on Monday\n2005550101,Dear Robin your next bus to work leaves at ten on Monday\n",
        "looks like a text for each person, and is not called message: What to say")]
    [Category("phone-column")]
    public void What_cannot_be_told_is_asked(string file, string expected) => Assert.That(
        async () => await ReadFileAsync(Encoding.UTF8.GetBytes(file)), Throws.TypeOf<RequestException>().With.Message.Contains(expected));

    [TestCase("Message text")]
    [TestCase("SMS")]
    [TestCase("Body")]
    [TestCase("Text_Message")]
    [TestCase("Texto del mensaje")]
    public async Task The_column_of_texts_is_found_by_its_name(string name)
    {
        var read = await ReadFileAsync(Encoding.UTF8.GetBytes($"phone,{name}\n2005550100,Hi\n"));
        Assert.That(read.Messages, Is.EqualTo((string[])["Hi"]));
    }

    [TestCase("cell phone", "2005550101")]
    [TestCase("CELL_PHONE", "2005550101")]
    [TestCase("2", "2005550101")]
    [TestCase("1", "2005550100")]
    public async Task The_phone_column_is_named_by_its_header_or_its_position(string name, string expected)
    {
        var file = "Home Phone,Cell Phone\n2005550100,2005550101\n"u8.ToArray();
        Assert.That((await ReadFileAsync(file, new RecipientChoice { PhoneColumn = name })).PhoneNumbers, Is.EqualTo((string[])[expected]));
    }

    [TestCase("Nonsense")]
    [TestCase("0")]
    [TestCase("3")]
    [Category("phone-column")]
    public void A_column_that_is_not_there_is_refused(string name) => Assert.That(
        async () => await ReadFileAsync("Home Phone,Cell Phone\n2005550100,2005550101\n"u8.ToArray(), new RecipientChoice { PhoneColumn = name }),
        Throws.TypeOf<RequestException>().With.Message.Contains("Its columns are: Home Phone, Cell Phone"));

    [TestCase("Subscribers in May\n\nname,phone\nAvery,2005550100\n", "4:2005550100", 2)]
    [TestCase("Subscribers in May,\nPrepared by Robin,\nwho,contact\nAvery,2005550100\n", "4:2005550100", 2)]
    [TestCase("Our list\nphone\n2005550100\n", "3:2005550100", 1)]
    [TestCase("name,type,contact\nAvery,mobile,\nJordan,mobile,2005550100\n", "2: 3:2005550100", 0)]
    [TestCase("Call 3135550199 first\n2005550100\n", "1:Call 3135550199 first 2:2005550100", 0)]
    [TestCase("phone\n2005550100,2005550101\n", "2:2005550100; 2005550101", 0)]
    [Category("no-number-vanishes")]
    public async Task Titles_are_passed_over_and_no_number_vanishes(string file, string expected, int titles)
    {
        var read = await ReadFileAsync(Encoding.UTF8.GetBytes(file));
        Assert.Multiple(() =>
        {
            Assert.That(Show(read), Is.EqualTo(expected));
            Assert.That(read.Columns.PassedOver, Has.Count.EqualTo(titles));
        });
    }

    [TestCase(true, "2:2005550101")]
    [TestCase(false, "1:2005550100 2:2005550101")]
    public async Task A_request_says_whether_there_is_a_header(bool hasHeader, string expected) => Assert.That(
        Show(await ReadFileAsync("2005550100\n2005550101\n"u8.ToArray(), new RecipientChoice { HasHeader = hasHeader })), Is.EqualTo(expected));

    private static async Task<RecipientFile> ReadFileAsync(byte[] bytes, RecipientChoice? choice = null)
    {
        using var stream = new MemoryStream(bytes);
        return (await RecipientFileReader.ReadAsync(stream, CancellationToken.None)).ToFile(choice ?? new RecipientChoice());
    }

    private static async Task<string> ReadAsync(byte[] bytes) => Show(await ReadFileAsync(bytes));

    private static string Show(RecipientFile file) => string.Join(
        ' ', file.Lines.Select((line, i) => $"{line}:{file.PhoneNumbers[i]}{(file.Messages is { } messages ? $"={messages[i]}" : string.Empty)}"));
}
